/** Labelled texts, by which the wording rows are measured. */

/** Rows are written against the development part; the held-out part only measures. */
export const wordingParts = ['development', 'held-out'] as const;
export type WordingPart = (typeof wordingParts)[number];
/** Bokmål and nynorsk. */
export const writtenForms = ['bm', 'nn'] as const;
export type WrittenForm = (typeof writtenForms)[number];

/** One labelled message, or one text of a message. */
export interface WordingCase {
  readonly part: WordingPart;
  readonly language: WrittenForm;
  /** Name of its message type. */
  readonly message: string;
  /** All there is in the message; only then can it be seen that something is missing. */
  readonly whole: boolean;
  readonly medications: number;
  readonly texts: readonly {
    readonly heading?: { readonly v: string; readonly s?: string };
    readonly text: string;
  }[];
  /** Ids of the rows that should tell of it. */
  readonly hits: readonly string[];
}
