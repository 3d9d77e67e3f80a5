import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { recognisedTypes } from '../../src/messages/recognise.ts';
import { createFormats } from '../../src/web/i18n/format.ts';
import { type TextTree, textAt } from '../../src/web/i18n/texts.ts';
import { axisOf } from '../../src/web/pages/handovers/axis.ts';
import type { Expected, WholeHandover } from '../../src/web/pages/handovers/handover.ts';
import { shortLabel } from '../../src/web/pages/handovers/label.ts';
import { pictureOf } from '../../src/web/pages/handovers/lanes.ts';
import { wordDue, wordExpected } from '../../src/web/pages/handovers/wording.ts';

/** What a mark needs for itself in a picture of a desk's width. */
const near = 0.016;

const root = join(import.meta.dirname, '../..');
const languages = ['nb', 'nn', 'en'] as const;
const textsOf = (page: string, language: string): TextTree =>
  parse(readFileSync(join(root, 'seeds/web', page, `${language}.yaml`), 'utf8')) as TextTree;

const speech = (language: (typeof languages)[number]) => {
  const texts = { handovers: textsOf('handovers', language), words: textsOf('words', language) };
  return {
    t: (key: string, values?: Readonly<Record<string, string | number>>) => textAt(texts, key, values),
    format: createFormats(language),
  };
};

const expected = (changes: Partial<Expected>): Expected => ({
  key: 'early-warning@1',
  name: 'Tidlegvarsel',
  act: null,
  state: 'open',
  whyText: null,
  round: 1,
  trigger: { at: '2026-11-17T10:00:00.000Z' },
  owes: { roleText: 'sjukehuset', name: null },
  clockAt: '2026-11-17T10:00:00.000Z',
  dueAt: '2026-11-18T10:00:00.000Z',
  wasLate: false,
  evidence: null,
  deliveredLate: false,
  endedAt: null,
  sources: [],
  ...changes,
});

const evidence = (at: string): Expected['evidence'] => ({
  by: 'message',
  at,
  id: null,
  confidence: 'certain',
});

const whole = (changes: Partial<WholeHandover>): WholeHandover => ({
  id: '01a2023c-92c6-7084-89af-5158130dd07c.9150600',
  state: 'planning',
  stateText: 'utskriving blir planlagd',
  municipality: { herId: 9150600, name: 'Molde kommune' },
  hospitals: [{ herId: 9000000, name: 'Helse Møre og Romsdal HF' }],
  admittedAt: '2026-11-17T10:00:00.000Z',
  admissionInferred: false,
  readyAt: null,
  dischargedAt: null,
  attention: 'open',
  late: false,
  historic: false,
  readmission: false,
  levels: { escalated: 0 },
  pending: [],
  missing: [],
  overdueDays: 0,
  asOf: '2026-11-19T10:00:00.000Z',
  expected: [],
  completeness: [],
  relations: { follows: null, followedBy: [], sameStay: [] },
  mayReport: [],
  timeline: [],
  ...changes,
});

const laneOf = (one: Expected, changes: Partial<WholeHandover> = {}) => {
  const { lanes } = pictureOf(whole({ expected: [one], ...changes }), undefined, near);
  const [lane] = lanes;
  if (lane === undefined) throw new Error('no lane');
  return {
    kinds: lane.bands.map(({ kind }) => kind),
    looks: lane.marks.flatMap(({ glyphs }) => glyphs.map(({ look }) => look)),
    lane,
  };
};

describe('The picture of a handover', () => {
  it('has a window up to the deadline, and the mark of what met it', () => {
    const { kinds, looks } = laneOf(
      expected({ state: 'met', evidence: evidence('2026-11-17T16:00:00.000Z') }),
    );
    expect([kinds, looks]).toEqual([['window'], ['met', 'due']]);
  });

  it('has time past due until it is done, or until now', () => {
    const late = { wasLate: true } as const;
    const done = laneOf(
      expected({ ...late, state: 'met-late', evidence: evidence('2026-11-18T22:00:00.000Z') }),
    );
    const waiting = laneOf(expected({ ...late, state: 'late' }));
    expect([done.kinds, done.looks]).toEqual([
      ['window', 'late'],
      ['due', 'met-late'],
    ]);
    expect([waiting.kinds, waiting.looks]).toEqual([['window', 'late'], ['due']]);
    const lengthOf = ({ lane }: typeof done) => (lane.bands[1]?.to ?? 0) - (lane.bands[1]?.from ?? 0);
    expect(lengthOf(waiting)).toBeCloseTo(2 * lengthOf(done), 1);
  });

  it('draws no deadline for what fell away before it, nor for what cannot be seen', () => {
    const gone = laneOf(expected({ state: 'void', endedAt: '2026-11-17T20:00:00.000Z' }));
    const unseen = laneOf(expected({ state: 'not-observable' }));
    expect([gone.kinds, gone.looks]).toEqual([['window'], ['void']]);
    expect([unseen.kinds, unseen.looks]).toEqual([['not-observable'], ['not-observable']]);
  });

  it('draws no window where it was done before its clock started and the deadline was that moment', () => {
    const { kinds } = laneOf(
      expected({
        dueAt: '2026-11-17T10:00:00.000Z',
        state: 'met',
        evidence: evidence('2026-11-17T09:00:00.000Z'),
      }),
    );
    expect(kinds).toEqual([]);
  });

  it('makes one mark of events that come at once', () => {
    const receipt = (at: string) => ({
      at,
      type: 'receipt' as const,
      message: 'm',
      receiver: { herId: 1, name: null },
      outcome: 'ok',
      text: 'kvittert',
    });
    const { lanes } = pictureOf(
      whole({
        timeline: ['2026-11-18T10:00:00.000Z', '2026-11-18T10:01:00.000Z', '2026-11-18T20:00:00.000Z'].map(
          receipt,
        ),
      }),
      undefined,
      near,
    );
    expect(lanes[0]?.marks.map(({ items }) => items.length)).toEqual([2, 1]);
  });

  it('shows the stay first where the rest is long, and all when that is asked for', () => {
    const late = expected({ state: 'late', wasLate: true });
    const long = whole({
      expected: [late],
      dischargedAt: '2026-11-20T10:00:00.000Z',
      asOf: '2027-03-01T10:00:00.000Z',
    });
    const stay = pictureOf(long, undefined, near);
    const all = pictureOf(long, 'whole', near);
    expect(stay).toMatchObject({ hasStay: true, span: 'stay', now: undefined });
    expect(stay.lanes[0]?.bands.map(({ isCut }) => isCut)).toEqual([false, true]);
    expect(all.now).toBeGreaterThan(0.9);
  });

  it('keeps every band and mark within the picture, whatever happened when', () => {
    const instant = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString());
    const one = fc.record({
      clockAt: fc.option(instant),
      dueAt: fc.option(instant),
      at: instant,
      wasLate: fc.boolean(),
    });
    const states = fc.constantFrom<Expected['state'][]>(
      'open',
      'late',
      'met',
      'met-late',
      'void',
      'not-observable',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(one, states), { minLength: 1, maxLength: 8 }), instant, (rows, asOf) => {
        const { lanes } = pictureOf(
          whole({
            asOf,
            expected: rows.map(([{ at, ...row }, state], place) =>
              expected({
                ...row,
                key: String(place),
                state,
                evidence: state === 'met' || state === 'met-late' ? evidence(at) : null,
                endedAt: state === 'void' ? at : null,
              }),
            ),
          }),
          undefined,
          near,
        );
        expect(lanes).toHaveLength(rows.length);
        for (const { bands, marks } of lanes) {
          for (const { from, to } of bands) expect(0 <= from && from < to && to <= 1).toBe(true);
          for (const { at } of marks) expect(0 <= at && at <= 1).toBe(true);
        }
      }),
    );
  });

  it('marks midnights of Oslo, also across the change to summer time', () => {
    const { ticks } = axisOf([Date.parse('2026-03-27T12:00:00Z'), Date.parse('2026-03-31T12:00:00Z')]);
    expect(ticks.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
      '2026-03-30T22:00:00.000Z',
    ]);
  });

  it('has no more marks of days than there is room for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), (minutes) => {
        const from = Date.parse('2026-11-17T10:00:00Z');
        expect(axisOf([from, from + minutes * 60_000]).ticks.length).toBeLessThanOrEqual(13);
      }),
    );
  });
});

describe('What is said of a handover', () => {
  it('says how long is left and how long has passed', () => {
    const asOf = '2026-11-19T10:00:00.000Z';
    const say = (dueAt: string | null) => wordDue(speech('nn'), dueAt, asOf);
    expect([say('2026-11-19T13:20:00.000Z'), say('2026-11-19T08:00:00.000Z'), say(null)]).toEqual([
      'om 3 t 20 min',
      '2 t over frist',
      'ingen frist enno',
    ]);
  });

  it('says what became of what should come', () => {
    const asOf = '2026-11-19T10:00:00.000Z';
    const say = (changes: Partial<Expected>) => wordExpected(speech('nn'), expected(changes), asOf);
    expect(say({ state: 'late', wasLate: true })).toBe('24 t over frist, ventar på sjukehuset');
    expect(say({ state: 'met', evidence: evidence('2026-11-17T16:00:00.000Z') })).toBe(
      'gjort i tide, 6 t etter start',
    );
    expect(say({ state: 'met-late', evidence: evidence('2026-11-18T17:00:00.000Z') })).toBe(
      'gjort 7 t for seint',
    );
    expect(say({ state: 'void', whyText: 'pasienten døydde' })).toBe('falle bort: pasienten døydde');
  });

  it('gives a handover the same short name each time, and two of them seldom one', () => {
    const ids = Array.from(
      { length: 2_000 },
      (_, at) => `01a2023c-92c6-7084-89af-${String(at).padStart(12, '0')}.9150600`,
    );
    const names = ids.map(shortLabel);
    expect(names).toEqual(ids.map(shortLabel));
    expect(names.every((name) => /^P-[0-9A-HJKMNP-TV-Z]{4}$/.test(name))).toBe(true);
    expect(new Set(names).size).toBeGreaterThan(1_980);
  });

  const rules = readdirSync(join(root, 'seeds/rules')).map((file) =>
    readFileSync(join(root, 'seeds/rules', file), 'utf8'),
  );
  const blocks = new Set(
    rules.flatMap((text) => [...text.matchAll(/^\s+block: (\S+)$/gm)].map(([, block]) => block ?? '')),
  );
  const types = recognisedTypes.flatMap(({ functions }) => functions.map(({ code }) => code));

  it.each(languages)('names every block of content and every type of message: %s', (language) => {
    const { t } = speech(language);
    expect(blocks.size).toBeGreaterThan(40);
    const keys = [
      ...[...blocks].map((block) => `words.blocks.${block}`),
      ...types.map((type) => `words.types.${type}`),
    ];
    expect(keys.filter((key) => t(key) === key)).toEqual([]);
  });
});
