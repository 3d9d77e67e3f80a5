import { describe, expect, it } from 'vitest';
import type { ContentBlock } from '../../src/domain/expectation-vocabulary.ts';
import type { ContentBlocks } from '../../src/domain/handover/facts.ts';
import type { MessageReading } from '../../src/domain/handover/reading.ts';
import { escaped, fixtureText, readingOfDocument, readingWith } from '../helpers/readings.ts';
import { development, heldOut } from './plan-texts.ts';

type Edit = readonly [what: string | RegExp, by: string];

const standing = ({ blocks }: MessageReading, block: string): keyof ContentBlocks | undefined =>
  (['present', 'missing', 'explained', 'noted'] as const).find((each) => blocks?.[each].includes(block));

const plo = /<epj3:Legemiddelinfo[\s\S]*<\/epj3:Legemiddelinfo>/;
const items = /<InfItem>(?:(?!<\/InfItem>)[\s\S])*?V="MEDB"[\s\S]*?<\/InfItem>/g;

/** A complete message of each type that lists medicines, what takes the list out, and where something can be said. */
const listing: readonly (readonly [name: string, out: RegExp, into: RegExp])[] = [
  ['innleggelsesrapport-1.5/full', plo, /<epj2:Notat>/],
  ['innleggelsesrapport-1.6/full', plo, /<epj2:Notat>/],
  ['utskrivningsrapport-1.5/full', plo, /<epj2:Notat>/],
  ['utskrivningsrapport-1.6/full', plo, /<epj2:Notat>/],
  ['medisinske-opplysninger-1.5/full', plo, /<epj2:Notat>/],
  ['medisinske-opplysninger-1.6/full', plo, /<epj2:Notat>/],
  ['helseopplysninger-lege-1.5/full', plo, /<epj2:Notat>/],
  ['helseopplysninger-lege-1.6/full', plo, /<epj2:Notat>/],
  ['epikrise-1.1/full', items, /<Comment>[\s\S]*?<TextResultValue>/],
  ['epikrise-1.2/full', items, /<Comment>[\s\S]*?<TextResultValue>/],
  ['henvisning-1.0/full', items, /<TextResultValue>/],
  ['henvisning-1.1/full', items, /<TextResultValue>/],
  ['henvisning-nytilstand-2.0/full', items, /<TextResultValue>/],
  ['henvisning-videre-2.0/full', items, /<TextResultValue>/],
];

describe('a list of medicines', () => {
  it.each(listing)(
    'is in %s, absent when it is taken out, and explained when there are none',
    (name, out, into) => {
      expect(standing(readingWith(name), 'medicines')).toBe('present');
      expect(standing(readingWith(name, [out, '']), 'medicines')).toBe('noted');
      const [opening] = into.exec(fixtureText(name)) ?? [''];
      const none: Edit = [into, `${opening}Ingen faste legemidler. `];
      expect(standing(readingWith(name, [out, ''], none), 'medicines')).toBe('explained');
    },
  );

  it('is not there when a text only says that they are as before', () => {
    const heading: Edit = [/<Heading V="FO"/, '<Heading V="ME"'];
    const said: Edit = [
      /<TextResultValue>[\s\S]*?<\/TextResultValue>/,
      '<TextResultValue>Medisiner som før.</TextResultValue>',
    ];
    const reading = readingWith('epikrise-1.2/merged-text', heading, said);
    expect(standing(reading, 'medicines')).toBe('noted');
  });

  it('is in an extract of that kind, and in what is sent as handling of medicines', () => {
    expect(standing(readingWith('epj-ekstrakt-1.0/full'), 'medicines')).toBe('present');
    const other: Edit = [/2\.16\.578\.1\.12\.4\.1\.6\.13\.10301\.0/g, '2.16.578.1.12.4.1.6.13.11009.0'];
    expect(readingWith('epj-ekstrakt-1.0/full', other).blocks).toBeUndefined();
    const named: Edit = [
      /<Type V="ERM1"[^>]*>/,
      '<Type V="LEGEMIDDELHANDTERING" DN="Legemiddelhåndtering"/>',
    ];
    expect(standing(readingWith('erm1-1.2/full', named), 'medicines')).toBe('present');
    expect(readingWith('erm1-1.2/full').blocks).toBeUndefined();
  });
});

/** A field for running text in a complete message of each type that has one. */
const texts: readonly (readonly [name: string, field: RegExp, tag: string])[] = [
  ...[
    'innleggelsesrapport-1.5',
    'innleggelsesrapport-1.6',
    'utskrivningsrapport-1.5',
    'utskrivningsrapport-1.6',
    'medisinske-opplysninger-1.5',
    'medisinske-opplysninger-1.6',
    'helseopplysninger-lege-1.5',
    'helseopplysninger-lege-1.6',
    'helseoppl-soknad-1.5',
    'helseoppl-soknad-1.6',
    'helseoppl-soknad-2.0',
    'sammenfatning-2.0',
  ].map((type) => [`${type}/full`, /<epj2:Notat>[^<]*</, '<epj2:Notat>'] as const),
  ...['epikrise-1.1', 'epikrise-1.2', 'henvisning-1.0', 'henvisning-1.1', 'henvisning-nytilstand-2.0'].map(
    (type) => [`${type}/full`, /<TextResultValue>[^<]*</, '<TextResultValue>'] as const,
  ),
  ...['dialog-notat-1.0', 'dialog-helsefaglig-1.1'].map(
    (type) => [`${type}/full`, /<TekstNotatInnhold>[^<]*</, '<TekstNotatInnhold>'] as const,
  ),
];
const says = (name: string, text: string): MessageReading => {
  const found = texts.find(([each]) => each === name);
  if (found === undefined) throw new Error(`${name} has no text`);
  return readingWith(name, [found[1], `${found[2]}${escaped(text)}<`]);
};
const plans: readonly ContentBlock[] = [
  'palliative-plan',
  'crisis-plan',
  'individual-plan',
  'deterioration-plan',
];

describe('a plan', () => {
  it.each(texts)('of each kind is found in %s', (name) => {
    const all =
      'Palliativ plan er vedlagt. Kriseplan er oppdatert. Har individuell plan. Forverringsplan ligger i journalen.';
    const reading = says(name, all);
    for (const plan of plans) {
      expect(standing(reading, plan)).toBe('present');
      expect(reading.flags).toContain(plan);
    }
  });

  const told = (text: string) =>
    says('dialog-notat-1.0/full', text).flags.filter((flag) => plans.some((plan) => plan === flag));
  it.each([...development])('is told by "%s" as it should be', (text, ...expected) => {
    expect(told(text)).toEqual([...expected].sort());
  });

  it('is mostly found, and seldom where there is none, in texts that no row was written for', () => {
    const judged = heldOut.map(([text, ...expected]) => ({ expected, have: told(text) }));
    const count = (pairs: readonly (readonly string[])[]) => pairs.flat().length;
    const right = count(
      judged.map(({ expected, have }) => have.filter((plan) => expected.some((each) => each === plan))),
    );
    expect(right / count(judged.map(({ have }) => have))).toBeGreaterThanOrEqual(0.9);
    expect(right / count(judged.map(({ expected }) => expected))).toBeGreaterThanOrEqual(0.9);
  });

  it('is found in the name of an attachment, and under a heading of its own', () => {
    const file: Edit = [
      /<Description>Medisinliste<\/Description>/,
      '<Description>Palliativ plan</Description>',
    ];
    expect(readingWith('dialog-helsefaglig-1.1/full', file).flags).toEqual(['palliative-plan']);
    const heading: Edit = [/<epj2:Overskriftskode [^>]*>/, '<epj2:Overskriftskode OT="Kriseplan"/>'];
    expect(readingWith('innleggelsesrapport-1.6/full', heading).flags).toEqual(['crisis-plan']);
  });

  it('is told by the field for individual plans, which may also say no', () => {
    expect(readingWith('sammenfatning-2.0/full').flags).toContain('individual-plan');
    const no: Edit = [/<po:IndividuellPlanForeligger>true</, '<po:IndividuellPlanForeligger>false<'];
    expect(readingWith('sammenfatning-2.0/full', no).flags).not.toContain('individual-plan');
  });

  it('for deterioration is there too when a report says what to do, but then none is known to exist', () => {
    for (const name of ['epikrise-1.2/full', 'utskrivningsrapport-1.6/full', 'sammenfatning-2.0/full']) {
      const reading = says(name, 'Ved feber eller økende smerter må pasienten kontakte legevakt.');
      expect(standing(reading, 'deterioration-plan'), name).toBe('present');
      expect(reading.flags).not.toContain('deterioration-plan');
    }
  });

  it('is not told by a message that is cancelled', () => {
    const cancelled: Edit = [/<po:Forsendelsesstatus V="N"/, '<po:Forsendelsesstatus V="C"'];
    const [, field, tag] = texts.find(([name]) => name === 'innleggelsesrapport-1.6/full')!;
    const reading = readingWith('innleggelsesrapport-1.6/full', cancelled, [
      field,
      `${tag}Kriseplan er vedlagt.<`,
    ]);
    expect(reading.flags).toEqual([]);
    expect(reading.blocks).toBeUndefined();
  });
});

describe('a discussion beforehand', () => {
  it.each(['henvisning-1.0/full', 'henvisning-1.1/full', 'henvisning-nytilstand-2.0/full'])(
    'is told by %s when it says so, and else nothing is',
    (name) => {
      expect(standing(says(name, 'Drøftet med TSB 12.11.'), 'consulted')).toBe('present');
      expect(standing(says(name, 'Bør drøftes med TSB.'), 'consulted')).toBeUndefined();
    },
  );
});

describe('the parts of the content', () => {
  it('each stand in one list', () => {
    const { blocks } = readingOfDocument(Buffer.from(fixtureText('epikrise-1.2/thin')))!;
    const all = Object.values(blocks!).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(10);
  });

  it('are missing when they are always asked for, and noted when they may rightly be absent', () => {
    const { blocks } = readingWith('helseoppl-soknad-1.6/thin');
    expect(blocks?.missing).toEqual(expect.arrayContaining(['patient-status', 'expected-course']));
    expect(standing(readingWith('utskrivningsrapport-1.6/thin'), 'next-of-kin')).toBe('noted');
  });

  it('are not known of messages whose content no row judges', () => {
    expect(readingWith('log-innlagt-1.6/full').blocks).toBeUndefined();
  });
});
