/** Markup that may stand in a page as it is. Only the `html` tag makes it, so text of others' making is never it. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  /** For the `html` tag alone: `literals` are ours, whatever stands between them is escaped or already Html. */
  static join(literals: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    const [first = '', ...rest] = literals;
    return new Html(rest.reduce((markup, literal, at) => markup + markupOf(values[at]) + literal, first));
  }

  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template. Nothing comes of undefined, null and false. */
export type HtmlValue = Html | string | number | undefined | null | false | readonly HtmlValue[];

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Signs that show as nothing or turn the text around them: controls but tab and line ends, byte order marks, zero
 * widths, and those that change direction. Lone surrogates cannot be written in UTF-8.
 */
const unshowable =
  /[^\P{Cc}\t\n\r]|[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

const escaped = (text: string): string =>
  text.replace(unshowable, '\ufffd').replace(/[&<>"']/g, (sign) => references[sign] ?? '');

const markupOf = (value: HtmlValue): string => {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map(markupOf).join('');
};

/**
 * Writes HTML: values are escaped for text and for quoted attributes, unless they were written by this tag themselves.
 * Attributes must therefore be quoted, and no value may stand in a script, a style or a tag's name.
 */
export const html = (literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  Html.join(literals, values);
