/** How one function of a message (8279) hangs together with others. */
export interface FunctionLinks {
  /** Functions that it answers, when it refers to one of them. */
  readonly answers?: readonly string[];
  /** By which of its ids an answer names it; by its message's where left out. */
  readonly answeredBy?: 'document';
  /** It passes on what it refers to, so its receiver need not have been a party to that. */
  readonly forwards?: true;
  /** What it is taken to follow when it refers to nothing. The days are ours: no source has any. */
  readonly guess?: { readonly after: readonly string[]; readonly days: number };
}

const referrals = ['HENVISNING', 'HENVISNING_NYTILSTAND', 'HENVISNING_VIDERE'] as const;

/** What the later messages of a stay come after (HIS 1149:2014, HISD 80806:2012). */
const earlierInStay = ['LOG_INNLAGT', 'HELSEOPPL_SOKNAD', 'LOG_UTSKRIVNINGSKLAR', 'LOG_AVMELDING'] as const;

/** A question answered by one of the structured messages that it may ask for (HISD 80903, HIS 80704:2014). */
const toRequest = {
  answers: ['DIALOG_FORESPORSEL'],
  guess: { after: ['DIALOG_FORESPORSEL'], days: 30 },
} as const;

/** Requests and reports by kind: only envelopes are read, and a report names its request by that's document id. */
const kinds = ['LAB', 'RTG', 'CYT', 'HIST', 'KKL', 'MBIO'] as const;
const requests = kinds.map((kind) => `REQ_${kind}`);
const laboratory: Readonly<Record<string, FunctionLinks>> = Object.fromEntries(
  kinds.flatMap((kind): [string, FunctionLinks][] => [
    [`REQ_${kind}`, { answeredBy: 'document' }],
    [`SVAR_${kind}`, { answers: requests }],
  ]),
);

/** By 8279 code; a function that is not here links by its references alone. */
export const linkTable: Readonly<Record<string, FunctionLinks>> = {
  INNLEGGELSESRAPPORT: {
    answers: ['LOG_INNLAGT', 'DIALOG_FORESPORSEL'],
    guess: { after: ['LOG_INNLAGT', 'DIALOG_FORESPORSEL'], days: 7 },
  },
  HELSEOPPL_SOKNAD: {
    answers: ['DIALOG_FORESPORSEL'],
    guess: { after: ['LOG_INNLAGT', 'HELSEOPPL_SOKNAD'], days: 60 },
  },
  LOG_UTSKRIVNINGSKLAR: { guess: { after: earlierInStay, days: 60 } },
  LOG_AVMELDING: { guess: { after: ['LOG_UTSKRIVNINGSKLAR'], days: 30 } },
  LOG_UTSKREVET: { guess: { after: earlierInStay, days: 60 } },
  UTSKRIVNINGSRAPPORT: { guess: { after: earlierInStay, days: 60 } },
  LOG_TILBAKEMELDING: {
    answers: ['LOG_UTSKRIVNINGSKLAR'],
    guess: { after: ['LOG_UTSKRIVNINGSKLAR'], days: 7 },
  },
  MEDISINSKE_OPPLYSNINGER: {
    answers: ['DIALOG_FORESPORSEL', 'HELSEOPPLYSNINGER_LEGE'],
    guess: { after: ['DIALOG_FORESPORSEL', 'HELSEOPPLYSNINGER_LEGE'], days: 30 },
  },
  ORIENTERING_TJENESTETILBUD: toRequest,
  HELSEOPPLYSNINGER_LEGE: toRequest,
  LEGEMIDDELHANDTERING: toRequest,
  'EPJ-EKSTRAKT': toRequest,

  DIALOG_FORESPORSEL: { answeredBy: 'document' },
  DIALOG_SVAR: toRequest,
  // The municipality's reply to a notice of readiness is a note (80704) or a dialogue (HIS 1077); both are in use.
  DIALOG_NOTAT: {
    answers: ['LOG_UTSKRIVNINGSKLAR'],
    guess: { after: ['LOG_UTSKRIVNINGSKLAR'], days: 7 },
  },
  DIALOG_HELSEFAGLIG: { answers: ['DIALOG_HELSEFAGLIG', 'LOG_UTSKRIVNINGSKLAR'] },
  DIALOG_STATUS_HENVISNING: { answers: referrals, guess: { after: referrals, days: 60 } },

  // Named by ServReq/Id of what answers it; a referral with hodemelding by its MsgId (HITS 1218:2019).
  HENVISNING: { answeredBy: 'document' },
  // Its reference to the original is optional (HIS 1208).
  HENVISNING_VIDERE: { forwards: true, guess: { after: referrals, days: 60 } },
  EPIKRISE: { answers: referrals, guess: { after: referrals, days: 180 } },
  ...laboratory,
};

/** What is known of a function; nothing of one that is not in the table, whose references count all the same. */
export const functionLinks = (code: string): FunctionLinks =>
  Object.hasOwn(linkTable, code) ? (linkTable[code] ?? {}) : {};

/** Days within which a change or cancellation that names nothing is taken to be of the last message like it (ours). */
export const versionGuessDays = 60;

/** The longest time over which anything is guessed, in milliseconds. */
export const longestGuessMs =
  Math.max(versionGuessDays, ...Object.values(linkTable).map(({ guess }) => guess?.days ?? 0)) * 86_400_000;
