import fc from 'fast-check';
import type { AppRec, AppRecParty, AppRecUnit } from '../../src/domain/app-rec.ts';
import type { Address, Coded, Ident } from '../../src/domain/message.ts';
import { formatOslo } from '../../src/domain/norwegian-time.ts';

/** Text that XML can hold and that is not blank, with what must be escaped among it. */
const text = fc
  .string({
    unit: fc.constantFrom(...'aæØ<>&"\'] \t\n\r0:é€😀'),
    minLength: 1,
    maxLength: 12,
  })
  .filter((value) => value.trim() !== '');

const token = fc.string({ unit: fc.constantFrom(...'AZ09æ&<"'), minLength: 1, maxLength: 5 });
const oid = fc.constantFrom('2.16.578.1.12.4.1.1.8223', '2.16.578.1.12.4.1.1.8222');

const cs: fc.Arbitrary<Coded> = fc.record({ v: token, dn: text }, { requiredKeys: ['v'] });
const cv: fc.Arbitrary<Coded> = fc.record({ v: token, dn: text, s: oid, ot: text }, { requiredKeys: ['v'] });
/** An identifier may lack its type. */
const ident: fc.Arbitrary<Ident> = fc.record({ id: text, type: fc.oneof(cs, fc.constant({ v: '' })) });

const unit = (typed: boolean): fc.Arbitrary<AppRecUnit> =>
  fc
    .record(
      { name: text, idents: fc.array(ident, { maxLength: 3 }), ...(typed && { type: cs }) },
      { requiredKeys: ['idents'] },
    )
    .filter(({ idents, ...others }) => idents.length > 0 || Object.keys(others).length > 0);

const address: fc.Arbitrary<Address> = fc.record(
  {
    type: cs,
    streetAdr: text,
    postalCode: text,
    city: text,
    county: cs,
    country: cs,
    cityDistr: cs,
    teleAddress: fc.array(fc.constantFrom('tel:70000000', 'mailto:a@b.example'), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: ['type'] },
);

const more = { role: cs, specialty: cv, address };
const party: fc.Arbitrary<AppRecParty> = fc.oneof(
  fc.record(
    {
      inst: unit(false),
      depts: fc.array(unit(true), { minLength: 1, maxLength: 2 }),
      persons: fc.array(unit(false), { minLength: 1, maxLength: 2 }),
      ...more,
    },
    { requiredKeys: [] },
  ),
  fc.record({ professional: unit(true), ...more }, { requiredKeys: ['professional'] }),
);

const dateTime = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .chain((date) => fc.constantFrom(formatOslo(date), formatOslo(date).slice(0, 19), date.toISOString()));

/** Any AppRec as reading one gives it. */
export const anyAppRec: fc.Arbitrary<AppRec> = fc.record(
  {
    version: fc.constantFrom('1.0', '1.1'),
    id: fc.uuid(),
    genDate: dateTime,
    software: fc.record({ name: text, version: text }),
    sender: party,
    receiver: party,
    status: fc.constantFrom(1, 2, 3),
    errors: fc.array(
      fc.record({ code: token, system: oid, text, details: text }, { requiredKeys: ['code', 'text'] }),
      { maxLength: 3 },
    ),
    original: fc.record({ type: cs, issueDate: dateTime, id: fc.uuid() }),
  },
  {
    requiredKeys: ['version', 'id', 'genDate', 'sender', 'receiver', 'status', 'errors', 'original'],
  },
);
