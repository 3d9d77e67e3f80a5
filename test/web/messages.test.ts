import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { recognisedTypes } from '../../src/messages/recognise.ts';
import { pathOf } from '../../src/web/pages/messages/filters.tsx';
import { periodIn } from '../../src/web/pages/messages/period.ts';
import { type Known, namesPerson, typeCodes, understand } from '../../src/web/pages/messages/understand.ts';
import { colourOf, waitOf, wordStanding } from '../../src/web/pages/messages/wording.ts';

const words = parse(readFileSync(join(import.meta.dirname, '../../seeds/web/words/nn.yaml'), 'utf8')) as {
  readonly types: Readonly<Record<string, string>>;
};

const today = '2026-11-23';
const known: Known = {
  organisations: [
    {
      herId: 9150600,
      name: 'Molde kommune',
      parties: [{ herId: 9150602, name: 'Hjemmesykepleien' }],
    },
    {
      herId: 9000000,
      name: 'Helse Møre og Romsdal HF',
      parties: [
        { herId: 9000101, name: 'Medisinsk sengepost, Ålesund sjukehus' },
        { herId: 9000102, name: 'Kirurgisk sengepost, Ålesund sjukehus' },
      ],
    },
  ],
  own: new Set([9150600]),
  types: typeCodes.map((code) => ({ code, name: words.types[code] ?? code })),
  today,
};

describe('the box on the page of messages', () => {
  it('takes a UUID for an id, however it is written, and nothing else with it', () => {
    const id = '01a20275-9066-7031-950c-63bf1040d9fc';
    for (const text of [id, id.toUpperCase(), `urn:uuid:${id}`, `melding ${id} i november`]) {
      expect(understand(text, known).search).toEqual({ q: id });
    }
  });

  it('takes one word with figures for an id that is no UUID', () => {
    expect(understand('NO-2026/ab.77', known).search).toEqual({ q: 'NO-2026/ab.77' });
  });

  it('understands type, organisation and period together, in any order', () => {
    const search = {
      type: 'EPIKRISE',
      party: '9000101',
      from: '2026-11-01',
      to: '2026-11-30',
    };
    expect(understand('epikrise medisinsk ålesund november 2026', known).search).toEqual(search);
    expect(understand('november 2026 Medisinsk Ålesund EPIKRISE', known).search).toEqual(search);
  });

  it('searches among the own messages for an own name, and for another side by any other', () => {
    expect(understand('molde', known).search).toEqual({ enterprise: '9150600' });
    expect(understand('9150602', known).search).toEqual({ enterprise: '9150602' });
    expect(understand('helse møre', known).search).toEqual({ party: '9000000' });
    expect(understand('1234567', known).search).toEqual({ party: '1234567' });
  });

  it('says who else the name fits, and which words it did not understand', () => {
    const { search, others, unknown } = understand('sengepost ålesund fjas', known);
    expect(search).toEqual({ party: '9000101' });
    expect(others.map(({ herId }) => herId)).toEqual([9000102]);
    expect(unknown).toBe('fjas');
  });

  it('knows a type by the beginning of a word of it', () => {
    expect(understand('innlegg', known).search).toEqual({ type: 'INNLEGGELSESRAPPORT' });
  });

  it('lets no number of a person through to the search, and takes no id for one', () => {
    for (const text of ['01810012345', '018100 12345', '018100 - 12345', 'epikrise 018100-12345']) {
      expect([text, namesPerson(text)]).toEqual([text, true]);
    }
    fc.assert(fc.property(fc.uuid(), (id) => !namesPerson(id)));
    expect(namesPerson('9150602')).toBe(false);
  });

  it('gives for any text either words that were understood, or the words themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { search, unknown } = understand(text, known);
        fc.pre(/[\p{L}\d]/u.test(text));
        expect([text, Object.keys(search).length > 0 || unknown !== '']).toEqual([text, true]);
      }),
    );
  });

  it('offers every type that the gateway knows', () => {
    const codes = recognisedTypes.flatMap(({ functions }) => functions.map(({ code }) => code));
    expect([...typeCodes].toSorted()).toEqual([...new Set(codes)].toSorted());
  });
});

describe('a period in words', () => {
  it.each([
    ['i dag', today, today],
    ['i går', '2026-11-22', '2026-11-22'],
    ['siste 7 dagar', '2026-11-17', today],
    ['veke 47', '2026-11-16', '2026-11-22'],
    ['uke 1 2026', '2025-12-29', '2026-01-04'],
    ['12.11.2026', '2026-11-12', '2026-11-12'],
    ['12.11.2026–01.11.2026', '2026-11-01', '2026-11-12'],
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['february 2024', '2024-02-01', '2024-02-29'],
    ['desember', '2025-12-01', '2025-12-31'],
    ['2025', '2025-01-01', '2025-12-31'],
  ])('%s is from %s to %s', (text, from, to) => {
    expect(periodIn(text, today)).toEqual({ period: { from, to }, rest: '' });
  });

  it('is not found in a day that there is not, or in figures of something else', () => {
    for (const text of ['31.02.2026', 'veke 60', '9150602', 'a2026b']) {
      expect([text, periodIn(text, today)]).toEqual([text, undefined]);
    }
  });
});

describe('the search as the API is asked', () => {
  it('takes the last day in whole, and leaves what was written out', () => {
    expect(pathOf({ s: 'november', type: 'EPIKRISE', from: '2026-11-01', to: '2026-11-30' })).toBe(
      '/api/messages?type=EPIKRISE&from=2026-11-01&to=2026-12-01',
    );
    expect(pathOf({ q: 'x-1', type: 'EPIKRISE' })).toBe('/api/messages?q=x-1');
  });
});

describe('where a message is', () => {
  const standing = {
    transport: 'acknowledged',
    transportText: 'levert',
    receipt: 'waiting',
    receiptText: 'ventar på kvittering',
    parked: false,
    receiptDueAt: '2026-11-25T11:00:00.000Z',
    nextAttemptAt: null,
  };

  it('waits for a receipt until its time, and for nobody when it was imported', () => {
    expect(waitOf(standing)).toEqual({ for: 'receipt', until: standing.receiptDueAt });
    expect(waitOf({ ...standing, receiptDueAt: null })).toEqual({ for: 'done', until: null });
  });

  it('waits for its turn, or for the message that it changes', () => {
    const queued = { ...standing, transport: 'queued', nextAttemptAt: '2026-11-23T08:00:00.000Z' };
    expect(waitOf(queued)).toEqual({ for: 'queued', until: queued.nextAttemptAt });
    expect(waitOf({ ...queued, parked: true })).toEqual({ for: 'parked', until: null });
  });

  it('is told without its receipt until it is delivered', () => {
    expect(wordStanding(standing)).toBe('levert, ventar på kvittering');
    expect(wordStanding({ ...standing, transport: 'refused', transportText: 'stoppa' })).toBe('stoppa');
    expect(colourOf({ ...standing, transport: 'refused' })).toBe('danger');
  });
});
