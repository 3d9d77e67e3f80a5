/** GET /api/actors, as far as the page needs it. Dates are Oslo dates; `to` is the first day that is not in it. */

interface Period {
  readonly from: string;
  readonly to: string | null;
}

export interface System extends Period {
  readonly system: string;
  readonly vendor: string | null;
}

export interface ActorParty extends Period {
  readonly herId: number;
  readonly name: string;
  readonly kind: 'service' | 'person';
  /** Code of 8663; none for a hospital's, which have `serviceName`. */
  readonly serviceType: string | null;
  readonly serviceName: string | null;
  readonly isOpen: boolean;
  readonly journalSystems: readonly System[];
  /** Null for those who may not know. */
  readonly technical: {
    readonly channel: string;
    readonly receipting: string;
    readonly lastHeardAt: string | null;
    readonly lastSentToAt: string | null;
  } | null;
}

export interface Actor extends Period {
  readonly herId: number;
  readonly name: string;
  readonly orgNumber: string;
  readonly kind: string;
  readonly isOwn: boolean;
  readonly municipalityCodes: readonly (Period & { readonly code: string })[];
  readonly journalSystems: readonly System[];
  readonly parties: readonly ActorParty[];
}

export interface Actors {
  readonly today: string;
  readonly organisations: readonly Actor[];
}

const isIn = ({ from, to }: Period, date: string): boolean => from <= date && (to === null || date < to);

/** The journal systems of an organisation on a date, by name. */
export const systemsOn = (
  { journalSystems }: Pick<Actor, 'journalSystems'>,
  date: string,
): readonly string[] => journalSystems.filter((one) => isIn(one, date)).map(({ system }) => system);

const latest = (times: readonly (string | null | undefined)[]): string | null =>
  times.reduce<string | null>((last, at) => (at && (last === null || at > last) ? at : last), null);

/** When anything was last heard from, and sent to, any of its parties; undefined when the reader may not know. */
export const lastOf = ({
  parties,
}: Actor): { readonly heardAt: string | null; readonly sentToAt: string | null } | undefined =>
  parties.every(({ technical }) => technical === null)
    ? undefined
    : {
        heardAt: latest(parties.map(({ technical }) => technical?.lastHeardAt)),
        sentToAt: latest(parties.map(({ technical }) => technical?.lastSentToAt)),
      };

const lower = (text: string): string => text.toLocaleLowerCase('nb');

/** Everything that an organisation can be found by. */
const wordsOf = ({ name, herId, orgNumber, journalSystems, municipalityCodes, parties }: Actor): string =>
  lower(
    [
      name,
      herId,
      orgNumber,
      ...journalSystems.map(({ system }) => system),
      ...municipalityCodes.map(({ code }) => code),
      ...parties.flatMap((party) => [party.name, party.herId, party.serviceName ?? '']),
    ].join(' '),
  );

/** True when every word stands somewhere in what it can be found by. */
export const fits = (actor: Actor, text: string): boolean => {
  const found = wordsOf(actor);
  return lower(text)
    .split(/\s+/)
    .every((word) => found.includes(word));
};

/** How a stretch of time lies between two dates: left edge and width, 0 to 1. */
export const stretch = (
  { from, to }: Period,
  within: { readonly from: string; readonly to: string },
): { readonly left: number; readonly width: number } => {
  const start = Date.parse(within.from);
  const whole = Date.parse(within.to) - start;
  const place = (date: string): number => Math.min(1, Math.max(0, (Date.parse(date) - start) / whole));
  const left = place(from);
  return { left, width: place(to ?? within.to) - left };
};
