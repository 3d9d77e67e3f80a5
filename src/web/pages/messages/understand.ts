import { periodIn } from './period.ts';

/** What the one search box takes a text for. Pure: the page shows it, and searches by it. */

interface Named {
  readonly herId: number;
  readonly name: string;
}

/** What there is to recognise. */
export interface Known {
  readonly organisations: readonly (Named & { readonly parties: readonly Named[] })[];
  /** Enterprises that the reader works for; empty for those who see all. */
  readonly own: ReadonlySet<number>;
  /** Types of messages with what they are called. */
  readonly types: readonly { readonly code: string; readonly name: string }[];
  /** Oslo date. */
  readonly today: string;
}

/** Filters of GET /api/messages; `from` and `to` are Oslo dates, both included. */
interface Search {
  readonly q?: string;
  readonly enterprise?: string;
  readonly party?: string;
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Understood {
  readonly search: Search;
  /** More that the name fits than the one that was taken. */
  readonly others: readonly Named[];
  /** Words that say nothing to us. */
  readonly unknown: string;
}

const uuid = /(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;
/** Eleven digits as persons' numbers are written. */
const personsNumber = /(?<![\p{L}\p{N}-])\p{Nd}{6}[^\p{L}\p{N}]{0,3}\p{Nd}{5}(?![\p{L}\p{N}-])/u;
const herIdForm = /(?<![\p{L}\d.:-])\d{5,9}(?![\p{L}\d.:-])/u;
const leastOfType = 5;
const mostOthers = 5;

/** True for a text that holds a person's number: nobody is searched for by that, and it is kept nowhere. */
export const namesPerson = (text: string): boolean => !uuid.test(text) && personsNumber.test(text);

const lower = (text: string): string => text.toLocaleLowerCase('nb');
const tidy = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const wordsOf = (text: string): readonly string[] => text.split(/[\s,./·()]+/).filter((word) => word !== '');

/** An organisation, or a party of one, that all the words begin a word of; those that begin with them first. */
const partiesNamed = (text: string, { organisations }: Known): readonly Named[] => {
  const asked = wordsOf(lower(text));
  if (asked.length === 0) return [];
  const all = organisations.flatMap(({ parties, ...organisation }) => [
    { ...organisation, full: organisation.name, rank: 0 },
    ...parties.map((party) => ({ ...party, full: `${party.name} ${organisation.name}`, rank: 2 })),
  ]);
  return all
    .filter(({ full }) => {
      const words = wordsOf(lower(full));
      return asked.every((one) => words.some((word) => word.startsWith(one)));
    })
    .map(({ herId, name, rank, full }) => ({
      herId,
      name: rank === 0 ? name : full.replace(`${name} `, `${name}, `),
      rank: rank + (lower(name).startsWith(asked[0] ?? '') ? 0 : 1),
    }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ herId, name }) => ({ herId, name }));
};

/** Those named by all words of a text, else by as many as there can be: from those on that name somebody at all. */
const longestNamed = (
  text: string,
  known: Known,
): { readonly taken: readonly string[]; readonly found: readonly Named[] } => {
  const names = wordsOf(text).filter((word) => partiesNamed(word, known).length > 0);
  for (let taken: readonly string[] = names; taken.length > 0; taken = taken.slice(0, -1)) {
    const found = partiesNamed(taken.join(' '), known);
    if (found.length > 0) return { taken, found };
  }
  return { taken: [], found: [] };
};

/** A type by its code or its whole name, somewhere in the text. */
const typeIn = (
  text: string,
  { types }: Known,
): { readonly code: string; readonly rest: string } | undefined => {
  const forms = types
    .flatMap(({ code, name }) =>
      [name, code, code.replaceAll('_', ' ')].map((form) => ({ code, form: lower(form) })),
    )
    .toSorted((a, b) => b.form.length - a.form.length);
  const padded = ` ${lower(text)} `;
  for (const { code, form } of forms) {
    const at = padded.indexOf(` ${form} `);
    if (at >= 0) return { code, rest: tidy(`${text.slice(0, at)} ${text.slice(at + form.length)}`) };
  }
  return undefined;
};

/** A type by the beginning of a word of its name, for those who write no more. */
const typeBegun = (
  text: string,
  { types }: Known,
): { readonly code: string; readonly rest: string } | undefined => {
  for (const word of wordsOf(text)) {
    if (word.length < leastOfType) continue;
    const fitting = types
      .filter(({ name }) => wordsOf(lower(name)).some((one) => one.startsWith(lower(word))))
      .toSorted((a, b) => a.name.length - b.name.length);
    const [first] = fitting;
    if (first !== undefined) return { code: first.code, rest: tidy(text.replace(word, ' ')) };
  }
  return undefined;
};

const side = (herId: number, { own, organisations }: Known): Search => {
  const holder = organisations.find(
    (one) => one.herId === herId || one.parties.some((party) => party.herId === herId),
  );
  const isOwn = holder !== undefined && own.has(holder.herId);
  return isOwn ? { enterprise: String(herId) } : { party: String(herId) };
};

const nobody = { search: {}, others: [] as readonly Named[], rest: '' };

/** Who is meant by what is left of a text: a HER-id, or a name; `rest` is what names nobody. */
const readParty = (text: string, known: Known) => {
  const [herId] = herIdForm.exec(text) ?? [];
  if (herId !== undefined) {
    return { ...nobody, search: side(Number(herId), known), rest: tidy(text.replace(herId, ' ')) };
  }
  const { taken, found } = longestNamed(text, known);
  const [first, ...others] = found;
  if (first === undefined) return { ...nobody, rest: text };
  return {
    search: side(first.herId, known),
    others: others.slice(0, mostOthers),
    rest: wordsOf(text)
      .filter((word) => !taken.includes(word))
      .join(' '),
  };
};

/** One word with a figure in it that is nothing else: an id that is no UUID. */
const isOtherId = (text: string): boolean =>
  /^\S{6,200}$/.test(text) && /\d/.test(text) && !/^\d{1,10}$/.test(text);

/**
 * Reads a text of ids, names, types and periods, in any order. An id counts alone. Call it for nothing that
 * `namesPerson` holds of.
 */
export const understand = (text: string, known: Known): Understood => {
  const [, id] = uuid.exec(text) ?? [];
  if (id !== undefined) return { search: { q: id.toLowerCase() }, others: [], unknown: '' };
  const dated = periodIn(tidy(text), known.today);
  const undated = dated?.rest ?? tidy(text);
  const typed = typeIn(undated, known);
  const untyped = typed?.rest ?? undated;
  if (dated === undefined && typed === undefined && isOtherId(untyped)) {
    return { search: { q: untyped }, others: [], unknown: '' };
  }
  let party = readParty(untyped, known);
  let type = typed;
  if (type === undefined && party.rest !== '') {
    type = typeBegun(party.rest, known);
    if (type !== undefined) {
      const again = readParty(type.rest, known);
      party = { ...again, search: { ...party.search, ...again.search } };
    }
  }
  return {
    search: { ...dated?.period, ...(type !== undefined && { type: type.code }), ...party.search },
    others: party.others,
    unknown: party.rest,
  };
};

/** Types that the gateway knows (8279), and the receipt. */
export const typeCodes = [
  'APPREC',
  'DIALOG_AVVIK',
  'DIALOG_FORESPORSEL',
  'DIALOG_HELSEFAGLIG',
  'DIALOG_NOTAT',
  'DIALOG_STATUS_HENVISNING',
  'DIALOG_SVAR',
  'DIALOG_TIL_ARKIVERING',
  'EPIKRISE',
  'EPJ-EKSTRAKT',
  'FRAVARSMELDING',
  'HELSEOPPLYSNINGER_LEGE',
  'HELSEOPPL_SOKNAD',
  'HENVISNING',
  'HENVISNING_NYTILSTAND',
  'HENVISNING_VIDERE',
  'INNLEGGELSESRAPPORT',
  'LOG_AVMELDING',
  'LOG_DOD',
  'LOG_INNLAGT',
  'LOG_TILBAKEMELDING',
  'LOG_UTSKREVET',
  'LOG_UTSKRIVNINGSKLAR',
  'MEDISINSKE_OPPLYSNINGER',
  'ORIENTERING_TJENESTETILBUD',
  'SAMMENFATNING',
  'UTSKRIVNINGSRAPPORT',
] as const;
