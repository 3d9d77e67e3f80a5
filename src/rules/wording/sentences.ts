import type { Classes, Lexicon } from './lexicon.ts';

/**
 * Reads running text as sentences of classes. Time is linear in the text; a sentence without end is cut, so that
 * whatever looks around in one is bounded too.
 */

/** Which classes occur in a text: most patterns are ruled out by that alone. */
class ClassSet {
  readonly #bits: Uint32Array;

  constructor(size: number) {
    this.#bits = new Uint32Array((size >> 5) + 1);
  }

  add(classes: Classes): void {
    for (const id of classes) this.#bits[id >> 5] = (this.#bits[id >> 5] ?? 0) | (1 << (id & 31));
  }

  has(id: number): boolean {
    return ((this.#bits[id >> 5] ?? 0) & (1 << (id & 31))) !== 0;
  }
}

export interface Sentence {
  /** The classes of each word, number or sign. */
  readonly tokens: readonly Classes[];
  /** For each token, whether it stands between quotation marks; undefined when none does. */
  readonly quoted?: readonly boolean[];
  readonly asked: boolean;
}

/** A text as it was read. */
export interface ReadText {
  readonly sentences: readonly Sentence[];
  readonly present: Pick<ClassSet, 'has'>;
}

const longestSentence = 100;
/** What is longer is no running text; it is read so far. */
const longestText = 100_000;
/** A line at least this long was broken because it was full, not because a sentence ended. */
const fullLine = 50;
/** Longer parts before a dot are words with a forgotten blank, not abbreviations (`hj.spl`). */
const longestAbbreviated = 4;
const longestQuote = 400;
/** Fewer small letters before a capital are a unit or a test (`mmHg`, `eGFR`), not a word with the next one glued on. */
const stemBeforeGlue = 3;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** After these a dot ends nothing. */
const abbreviations = words(
  'adr ad ang ass avd beh bl.a ca div dr dvs e.l ev evt f.eks fr forts gj hhv hj hr ift iht inkl innl jf jfr kl konf maks ' +
    'm.h.t m.t.p med mht mtp nr obs overl pas pga pkt poli pr pas pt resp sml spes spl st std tel tlf undert utskr vedk vedr vha',
);
/** After these a dot ends the sentence when a capital follows. */
const endings = words(
  'dgl dagl e.a etc fastl heimespl hj.spl hjemmespl hjsp hjspl i.m i.v kg ltr m.m m.v mcg mg min mm mnd mndr morg o.a o.l osv p.n p.o prn s.c stk tabl tbl uk vesp ukentl vb vib',
);
const months = words(
  'januar februar mars april mai juni juli august september oktober november desember jan feb mar apr jun jul aug sep sept okt nov des',
);

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7);
const isSpace = (code: number): boolean => code <= 32 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a);
const isLineEnd = (code: number): boolean => code === 10 || code === 13 || code === 0x2028;

/** A text in composed form without invisible signs, with its folded form, letter for letter. */
interface Source {
  readonly text: string;
  readonly folded: string;
}

const invisible = /[\u00AD\u200B-\u200D\uFEFF]/g;
const sourceOf = (raw: string): Source => {
  const text = raw.slice(0, longestText).normalize('NFC').replaceAll(invisible, '');
  const folded = text.toLowerCase();
  // A few foreign capitals fold to two letters; then no capital is known.
  return { text: folded.length === text.length ? text : folded, folded };
};

const isCapital = ({ text, folded }: Source, at: number): boolean =>
  at < text.length && text.charCodeAt(at) !== folded.charCodeAt(at);

const closing: Readonly<Record<string, string>> = { '«': '»', '“': '”', '„': '“', '"': '"', '”': '”' };

/** Where quotations begin and end; a mark that is never closed quotes nothing. */
const quotations = (text: string): readonly (readonly [number, number])[] => {
  const spans: (readonly [number, number])[] = [];
  const marks = /[«“„"”]/g;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const end = text.slice(marks.lastIndex, marks.lastIndex + longestQuote).indexOf(closing[mark[0]] ?? '');
    if (end === -1) continue;
    spans.push([mark.index, marks.lastIndex + end]);
    marks.lastIndex += end + 1;
  }
  return spans;
};

/** End of the word that begins here, and whether the next one is glued to it (`førKontroll`, where a tag stood). */
const wordEnd = (source: Source, from: number): readonly [end: number, glued: boolean] => {
  const { folded } = source;
  let part = from;
  let at = from + 1;
  for (; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (isLetter(code)) {
      if (isCapital(source, at) && at - part >= stemBeforeGlue && !isCapital(source, at - 1)) {
        const beginsWord = isLetter(folded.charCodeAt(at + 1)) && !isCapital(source, at + 1);
        if (beginsWord) return [at, true];
      }
      continue;
    }
    if (isDigit(code)) continue;
    const next = folded.charCodeAt(at + 1);
    const joins = isLetter(next) || isDigit(next);
    if (code === 45 && joins) continue;
    if (code !== 46 || !isLetter(next) || isCapital(source, at + 1) || at - part > longestAbbreviated) break;
    part = at + 1;
  }
  return [at, false];
};

const dateForm = /^(\d{1,2})[./](\d{1,2})(?:[./-](?:\d{4}|\d{2}))?$|^\d{4}-\d\d-\d\d$/;
const yearForm = /^(?:19|20)\d\d$/;

const numberClasses = (text: string, { signs }: Lexicon): Classes => {
  const [whole, day, month] = dateForm.exec(text) ?? [];
  if (whole !== undefined && (day === undefined || (Number(day) <= 31 && Number(month) <= 12)))
    return signs.date;
  return yearForm.test(text) ? signs.year : signs.number;
};

const numberEnd = (text: string, from: number): number => {
  let at = from + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) continue;
    // . , : / - between digits
    if ((code >= 44 && code <= 47) || code === 58) {
      if (isDigit(text.charCodeAt(at + 1))) continue;
    }
    break;
  }
  return at;
};

/** Whether a dot after this word or number, followed by the text at `next`, ends the sentence. */
const endsSentence = (source: Source, last: string, next: number): boolean => {
  const { folded } = source;
  if (next >= folded.length) return true;
  if (isDigit(last.charCodeAt(0))) {
    if (!isCapital(source, next)) return false;
    return !months.has(folded.slice(next, wordEnd(source, next)[0]));
  }
  if (endings.has(last)) return isCapital(source, next);
  return !abbreviations.has(last) && (last.length > 1 || isCapital(source, next));
};

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
};

/** Line ends among the blanks from `from` to `to`; CR LF is one. */
const lineEnds = (text: string, from: number, to: number): number => {
  let ends = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code) && !(code === 10 && text.charCodeAt(at - 1) === 13)) ends += 1;
  }
  return ends;
};

/** Signs that divide clauses: : ; ( ) [ ] – — and a hyphen between blanks; bullets and the like are blanks. */
const breaks = new Set([...':;()[]–—'].map((sign) => sign.charCodeAt(0)));
const isBreak = (text: string, at: number): boolean =>
  breaks.has(text.charCodeAt(at)) ||
  (text[at] === '-' && isSpace(text.charCodeAt(at - 1)) && isSpace(text.charCodeAt(at + 1)));

/** Reads a text; sentences in which no word has a class are kept, since what stands beside a sentence may matter. */
export const readText = (raw: string, lexicon: Lexicon): ReadText => {
  const source = sourceOf(raw);
  const { text, folded } = source;
  const spans = quotations(text);
  const sentences: Sentence[] = [];
  const present = new ClassSet(lexicon.size);
  let tokens: Classes[] = [];
  let quoted: boolean[] | undefined;
  let span = 0;
  let last = '';
  let lineStart = 0;

  const close = (asked = false): void => {
    if (tokens.length > 0) {
      const read = { tokens, asked };
      sentences.push(quoted === undefined ? read : { ...read, quoted });
    }
    tokens = [];
    quoted = undefined;
    last = '';
  };
  const isQuoted = (at: number): boolean => {
    while ((spans[span]?.[1] ?? at) < at) span += 1;
    return (spans[span]?.[0] ?? at) < at;
  };
  const push = (classes: Classes, at: number): void => {
    if (tokens.length === longestSentence) close();
    if (spans.length > 0 && isQuoted(at)) {
      quoted ??= [];
      quoted[tokens.length] = true;
    }
    tokens.push(classes);
    if (classes.length > 0) present.add(classes);
  };

  for (let at = 0; at < folded.length; ) {
    const code = folded.charCodeAt(at);
    if (isLetter(code)) {
      const [end, glued] = wordEnd(source, at);
      last = folded.slice(at, end);
      push(lexicon.classify(last), at);
      if (glued) close();
      at = end;
    } else if (isDigit(code)) {
      const end = numberEnd(text, at);
      last = text.slice(at, end);
      push([...numberClasses(last, lexicon), ...lexicon.classify(last)], at);
      at = end;
    } else if (isSpace(code)) {
      const next = skipSpace(text, at);
      const ends = lineEnds(text, at, next);
      if (ends > 1 || (ends === 1 && at - lineStart < fullLine)) close();
      if (ends > 0) lineStart = next;
      at = next;
    } else {
      const next = skipSpace(text, at + 1);
      if (code === 46 && (last === '' || endsSentence(source, last, next))) close();
      else if (code === 33 || code === 63) close(code === 63);
      else if (code === 44) push(lexicon.signs.comma, at);
      else if (isBreak(text, at)) push(lexicon.signs.break, at);
      at += 1;
    }
  }
  close();
  return { sentences, present };
};
