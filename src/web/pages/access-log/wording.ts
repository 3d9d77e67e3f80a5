import type { Speech } from '../../i18n/language.tsx';
import { type Entry, kindOf } from './entry.ts';

type Words = Pick<Speech, 't'>;

/** Refusals that the log's readers meet; others stand with their code. */
const refusals = [
  'message-not-found',
  'role-not-allowed',
  'her-id-not-authorised',
  'too-many-requests',
  'request-invalid',
  'resend-not-possible',
] as const;

/** `shown`, or why it was not. */
export const wordOutcome = ({ t }: Words, outcome: string): string => {
  if (outcome === 'shown') return t('access-log.shown');
  const known = refusals.find((code) => code === outcome);
  return known === undefined ? t('access-log.refused', { code: outcome }) : t(`access-log.refusals.${known}`);
};

/** Who, as far as it is known: a person, or the program alone. */
export const wordWho = ({ t }: Words, { person, client }: Entry): string =>
  person ?? t('access-log.program', { client });

/** What it was about, by number of each kind; the ids stand in the details. */
export const wordObjects = ({ t }: Words, entry: Entry): string =>
  [...Map.groupBy(entry.objects.keys(), (place) => kindOf(entry, place))]
    .map(([kind, { length }]) =>
      length === 1 ? t(`access-log.one.${kind}`) : t(`access-log.many.${kind}`, { count: length }),
    )
    .join(', ');

/** Why: the chosen reason with the reader's own words, else what the role's sight rests on. */
export const wordWhy = ({ t }: Words, { basis, reason, reasonText }: Entry): string =>
  reason === null
    ? t(`access-log.bases.${basis}`)
    : [t(`access-log.reasons.${reason}`), reasonText].filter((part) => part !== null).join(': ');
