import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../src/app/validation-report/html.ts';

/** Any text, and often text that wants to be markup. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('<', '>', '"', "'", '&', '`', '</', '<!--', '-->', '&lt;', 'a', ' ', '\u202e', '\0'),
    )
    .map((parts) => parts.join('')),
);

const unescaped = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('the html tag', () => {
  it('lets no value put markup in the page, in text or in a quoted attribute', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = String(html`<b title="${text}">${text}</b>`);
        const [, attribute, content] = /^<b title="([^"<>']*)">([^"<>']*)<\/b>$/.exec(written) ?? [];
        expect(attribute).toBeDefined();
        expect(content).toBe(attribute);
        expect(content?.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });

  it('shows a text as it is but for signs that cannot be shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const shown = unescaped(String(html`${text}`));
        expect(shown.replace(/\ufffd/g, '')).toBe(
          text.replace(/[^\P{Cc}\t\n\r]|[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/gu, ''),
        );
      }),
    );
  });

  it.each(['\u202e', '\0', '\u001b', '\u200b', '\ufeff', '\ud800'])(
    'shows %j, which would deceive or be lost, as a replacement',
    (sign) => {
      expect(String(html`a${sign}b`)).toBe('a\ufffdb');
    },
  );

  it('keeps what it has written itself, in lists too, and leaves out what is not there', () => {
    const inner = html`<i>${'&'}</i>`;
    expect(String(html`${[inner, inner]}${undefined}${null}${false}${0}`)).toBe('<i>&amp;</i><i>&amp;</i>0');
  });

  it('takes no other object for markup', () => {
    const forged = { toString: () => '<script>' } as unknown as string;
    expect(() => String(html`${forged}`)).toThrow();
  });
});
