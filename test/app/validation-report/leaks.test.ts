import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../src/domain/texts.ts';
import { messageWith } from '../../helpers/fixtures.ts';
import { broken, everyFixture, marked, misplaced } from '../../privacy/marked.ts';
import { marksIn } from '../../privacy/markers.ts';
import { every, page } from './pages.ts';

/** What must not come into the page: markup of others' making, and anything of a patient. */

/** Every tag that the page may be made of; attributes in this order. */
const known =
  /^<(?:!doctype html|html lang="(?:nb|nn|en)"|\/?(?:head|body|title|style|header|footer|h[1-5]|p|strong|ul|ol|li|dl|dt|dd|code|pre|mark|span|section|table|caption|thead|tbody|tr|main|html|time|div|a|th|td)|wbr|meta charset="utf-8"|meta (?:http-equiv|name)="[A-Za-z-]+" content="[^"<>]*"|a class="skip" href="#main"|a href="#document-\d+"|main id="main" tabindex="-1"|section aria-labelledby="(?:summary|document-\d+)"|h2 id="(?:summary|document-\d+)"|p class="alarm" role="note"|(?:strong|span) class="verdict (?:ok|rejected|partial|unreadable)"|span class="detail"|span lang="(?:nb|nn|en)"|time datetime="[\d:T+-]+"|div class="pair"|ul class="entries"|t[hd] class="(?:state|figure)"|th scope="(?:row|col)"(?: class="(?:state|figure)")?)>$/;

const strayMarkup = (html: string): readonly string[] =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .split(/(<[^>]*>)/)
    .filter((part, at) => (at % 2 === 1 ? !known.test(part) : /[<>]/.test(part)));

const hostile = fc
  .array(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '"><svg/onload=alert(1)>',
      "' onmouseover='alert(1)",
      '</title>',
      '</style>',
      '</pre></li>',
      '<!--',
      ']]>',
      '&lt;b&gt;',
      '&',
      'ø',
      '\u202e',
      'x',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(' '));

describe('markup', () => {
  it('lets no message and no file name put markup in it, with content or without', () => {
    const message = (text: string) =>
      messageWith('henvisning-nytilstand-2.0', 'full', {
        msgId: text,
        patient: { given: text, family: text },
        text,
        documentId: text,
      });
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, withContent) => {
        const made = page(
          [
            [text, message(text)],
            [null, Buffer.from(text)],
          ],
          { withContent },
        );
        expect(strayMarkup(made)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is made of the same tags for every fixture there is', () => {
    for (const withContent of [true, false]) expect(strayMarkup(page(every, { withContent }))).toEqual([]);
  });
});

describe('patients', () => {
  it('shows no mark of a patient, whatever is wrong with the message', () => {
    const marked = [...everyFixture(), ...misplaced(), ...broken()];
    expect(marked.length).toBeGreaterThan(100);
    for (const { about, bytes } of marked) {
      for (const language of languages) {
        expect(marksIn(page([['file.xml', bytes]], { language })), about).toEqual([]);
      }
    }
  });

  it('would be seen if they were there', () => {
    const bytes = marked('henvisning-nytilstand-2.0', 'several-faults');
    expect(marksIn(page([['file.xml', bytes]], { withContent: true }))).not.toEqual([]);
  });
});
