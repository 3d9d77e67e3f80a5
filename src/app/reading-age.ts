import { osloDate } from '../domain/calendar.ts';
import type { Flag } from '../domain/expectation-vocabulary.ts';
import { checkIdent, readPersonNumber, syntheticSeries } from '../domain/identifiers.ts';
import type { Patient } from '../domain/message.ts';

/** Birth numbers and D-numbers, real and synthetic; a date that somebody typed counts where there is none that can be right. */
const bornOn = ({ idents, dateOfBirth }: Patient): string | undefined => {
  for (const ident of idents) {
    const isDated = ident.type.v === 'FNR' || ident.type.v === 'DNR';
    if (!isDated || checkIdent(ident, syntheticSeries) !== undefined) continue;
    return readPersonNumber(ident.id.trim(), syntheticSeries)?.birthDate;
  }
  return dateOfBirth;
};

/** The day on which somebody has an age, YYYY-MM-DD; of 29 February a day that sorts between it and 1 March. */
const birthday = (born: string, age: number): string =>
  `${String(Number(born.slice(0, 4)) + age).padStart(4, '0')}${born.slice(4)}`;

const limits = { 'under-18': 18, 'under-23': 23 } as const satisfies Partial<Record<Flag, number>>;

/** Which age limits a patient is under on the Oslo date of an instant; nothing else of her age is told. */
export const ageFlags = (patient: Patient | undefined, at: Date): readonly Flag[] => {
  const born = patient && bornOn(patient);
  const today = osloDate(at);
  if (born === undefined || born > today) return [];
  return (Object.keys(limits) as (keyof typeof limits)[]).filter(
    (flag) => today < birthday(born, limits[flag]),
  );
};
