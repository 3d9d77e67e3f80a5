import { type Validation, validate } from '../../../src/app/validate.ts';
import { describeDocument } from '../../../src/app/validation-report/describe.ts';
import { reportPage } from '../../../src/app/validation-report/page.ts';
import type { Language } from '../../../src/domain/texts.ts';
import { loadStandards } from '../../../src/standards.ts';
import { allFixtures, fixtureBytes } from '../../helpers/fixtures.ts';

const { inspector, word, ...standards } = loadStandards();
export const { texts, rules } = standards;

/** What `validate` says of a document. */
export const judged = (bytes: Uint8Array): Validation => validate(inspector, word, bytes);

interface Made {
  readonly language?: Language;
  readonly withContent?: boolean;
}
export type Document = readonly [name: string | null, bytes: Uint8Array];

/** The page on some documents, by the name each is given. */
export const page = (
  documents: readonly Document[],
  { language = 'nb', withContent = false }: Made = {},
): string =>
  reportPage(
    documents.map(([name, bytes]) => describeDocument(name, bytes, judged(bytes), withContent)),
    {
      language,
      texts,
      rules,
      software: { name: 'Overgang', version: '0.0.1' },
      madeAt: new Date('2026-11-21T09:00:00Z'),
      withContent,
      detailsLanguage: 'nb',
    },
  );
export const fixture = (type: string, name: string): Document => [`${name}.xml`, fixtureBytes(type, name)];
/** Every fixture there is. */
export const every = allFixtures().map(({ type, name }) => fixture(type, name));

/** Text as it is read: no tags, references resolved, blanks as one. */
export const readable = (markup: string): string =>
  markup
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<wbr>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
