import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeLists, contentBlocks, flags, handoverRoles } from '../../src/domain/expectation-vocabulary.ts';
import { recognise } from '../../src/messages/recognise.ts';
import { loadStandards } from '../../src/standards.ts';
import { elements, text, type XmlElement } from '../../src/xml/dom.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { allFixtures, fixtureBytes } from '../helpers/fixtures.ts';
import { directory, fixtureText, readingOfDocument, readingWith } from '../helpers/readings.ts';

const fixtures = allFixtures();
const complete = fixtures.filter(({ name, type }) => name === 'full' && type !== 'bad-input');
const blockNames = new Set([...contentBlocks, ...loadStandards().rules.flatMap(({ block }) => block ?? [])]);

/** Every string in a value, keys left out. */
const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsIn);
};

const iso = /^\d{4}-\d{2}-\d{2}T[\d:.]{12}Z$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const eventCodes = ['1', '2', '3', '4', '5', '13', 'start', 'end', 'assessed'];
const words = new Set<string>([
  ...handoverRoles,
  ...codeLists,
  ...Object.keys(flags),
  ...blockNames,
  ...eventCodes,
  'can',
  'cannot',
  'unclear',
]);
const isKnown = (value: string): boolean =>
  words.has(value) || iso.test(value) || day.test(value) || directory.isShared(value);

/** Strings of a reading that are neither a word of ours, a time, nor a code of three characters. */
const strangeIn = (bytes: Uint8Array): readonly string[] => {
  const reading = readingOfDocument(bytes);
  const stored: unknown = reading === undefined ? undefined : JSON.parse(JSON.stringify(reading));
  const codes = new Set(reading?.codes.map(({ v }) => v));
  return stringsIn(stored).filter((value) => !isKnown(value) && !(codes.has(value) && value.length <= 3));
};

/** Texts of three letters or more in a document's payload and its patient. */
const saidIn = (element: XmlElement): readonly string[] =>
  elements(element).flatMap((each) => {
    const inner = saidIn(each);
    return inner.length > 0 ? inner : [text(each).trim()];
  });

describe('a reading', () => {
  it.each(complete)('of $type/full is as on file', async ({ type }) => {
    const reading = readingOfDocument(fixtureBytes(type, 'full'));
    const json = `${JSON.stringify(reading ?? null, null, 2)}\n`;
    await expect(json).toMatchFileSnapshot(
      join(import.meta.dirname, '../../fixtures', type, 'full/expected-reading.json'),
    );
  });

  it('is made of every message whose envelope can be read, and of no receipt', () => {
    for (const { type, name, expected } of fixtures) {
      const parsed = parseXml(fixtureBytes(type, name));
      if (!parsed.ok) continue;
      using document = parsed.value;
      const { envelope } = recognise(document);
      const isMessage = envelope !== undefined && envelope.family !== 'apprec' && expected.sender != null;
      expect(readingOfDocument(fixtureBytes(type, name)) !== undefined, `${type}/${name}`).toBe(isMessage);
    }
  });

  it('holds nothing but words of ours, times and short codes, whatever the message', () => {
    const strange = fixtures.flatMap(({ type, name }) => strangeIn(fixtureBytes(type, name)));
    expect(strange).toEqual([]);
  });

  it('holds no text of the message and nothing of its patient', () => {
    for (const { type, name } of fixtures) {
      const parsed = parseXml(fixtureBytes(type, name));
      if (!parsed.ok) continue;
      using document = parsed.value;
      const kept = new Set(
        stringsIn(JSON.parse(JSON.stringify(readingOfDocument(fixtureBytes(type, name)) ?? null))),
      );
      const said = saidIn(document.root).filter((value) => value.length > 3 && !isKnown(value));
      expect(
        said.filter((value) => kept.has(value)),
        `${type}/${name}`,
      ).toEqual([]);
    }
  });

  it('holds no word that stands where a code or a time should', () => {
    const marker = 'Krekling';
    const places =
      /(<(?:\w+:)?(?:Hendelsekode|TidspunktForHendelse|TypeInnhold|TypeInnholdKonsultasjon|TemaKodet|Priority|Uttilstand|StartDateTime|EndDateTime|TypeDato|Overskriftskode|Heading)\b[^>]*\bV=")[^"]*"/g;
    const dates = /(<(?:\w+:)?(?:Dato|TidspunktForHendelse)>)[^<]*</g;
    let changed = 0;
    for (const { type, name } of fixtures) {
      const before = Buffer.from(fixtureBytes(type, name)).toString('latin1');
      const after = before.replace(places, `$1${marker}"`).replace(dates, `$1${marker}<`);
      if (after === before) continue;
      changed += 1;
      const bytes = Buffer.from(after, 'latin1');
      expect(JSON.stringify(readingOfDocument(bytes) ?? null), `${type}/${name}`).not.toContain(marker);
      expect(strangeIn(bytes), `${type}/${name}`).toEqual([]);
    }
    expect(changed).toBeGreaterThan(200);
  });
});

describe('the events of a reading', () => {
  const klar = 'log-utskrivningsklar-1.6/full';
  const timed = /<po:TidspunktForHendelse V="2026-11-17[^"]*"/;
  const at = (value: string) => readingWith(klar, [timed, `<po:TidspunktForHendelse V="${value}"`]).events[0];

  it('are instants in Norwegian time', () => {
    expect(at('2026-11-17T10:00:00')).toEqual({
      code: '1',
      at: new Date('2026-11-17T09:00:00Z'),
      dateOnly: false,
    });
    expect(at('2026-07-17T10:00:00')?.at).toEqual(new Date('2026-07-17T08:00:00Z'));
    expect(at('2026-11-17T10:00:00Z')?.at).toEqual(new Date('2026-11-17T10:00:00Z'));
  });

  it('stand at the end of their day when they have no time, also when summer time ends', () => {
    const day = (date: string) => ({
      code: '1',
      at: at(date)?.at.toISOString(),
      dateOnly: at(date)?.dateOnly,
    });
    expect(day('2026-11-17')).toEqual({ code: '1', at: '2026-11-17T22:59:59.999Z', dateOnly: true });
    expect(day('2026-10-25')).toEqual({ code: '1', at: '2026-10-25T22:59:59.999Z', dateOnly: true });
    expect(day('2026-07-01')).toEqual({ code: '1', at: '2026-07-01T21:59:59.999Z', dateOnly: true });
  });

  it('are left out when they name no day, or one that no calendar should reckon with', () => {
    for (const value of ['2026-11', '2026', '10:00:00', '2026-02-30', '0001-01-01', '9999-12-31', 'i går'])
      expect(at(value)?.code, value).not.toBe('1');
  });

  it('are left out when they are estimates, but for what notices tell of', () => {
    const estimate = [/<po:Anslag>false<\/po:Anslag>/g, '<po:Anslag>true</po:Anslag>'] as const;
    expect(readingWith('utskrivningsrapport-1.6/full', estimate).events).toEqual([]);
    expect(readingWith('log-innlagt-1.6/full', estimate).events).toHaveLength(1);
    expect(readingWith('log-utskrevet-1.6/full', estimate).events).toHaveLength(1);
    expect(readingWith('log-avmelding-1.6/full', estimate).events).toEqual([]);
  });

  it('are the first start and the last end of contacts, the end first', () => {
    const { events } = readingWith('epikrise-1.1/nested-event');
    expect(events.map(({ code }) => code)).toEqual(['end', 'start']);
    expect(events[0]!.at.getTime()).toBeGreaterThan(events[1]!.at.getTime());
  });

  it('are those of assessment, in a referral sent on', () => {
    expect(readingWith('henvisning-videre-2.0/full').events).toEqual([
      { code: 'assessed', at: new Date('2026-11-16T22:59:59.999Z'), dateOnly: true },
    ]);
  });
});

describe('a death', () => {
  const place = /<po:UtskrevetTil>/;
  const left = (code: string) =>
    readingWith('log-utskrevet-1.6/full', [
      place,
      `<po:UtskrevetTil><po:Uttilstand V="${code}" S="2.16.578.1.12.4.1.1.8431" DN="Uttilstand"/>`,
    ]);

  it('is told by how the patient left, and of what is not kept', () => {
    expect(left('1').died).toBeUndefined();
    expect(left('2').died).toBe(true);
    expect(left('3')).toEqual(left('2'));
  });

  it('is no word of a notice of death, which is one by itself', () => {
    expect(readingWith('log-dod-1.6/full').died).toBeUndefined();
    expect(fixtureText('log-dod-1.6/full')).toContain('LOG_DOD');
  });
});

describe('the codes of a reading', () => {
  const codes = (name: string, ...edits: Parameters<typeof readingWith>[1][]) =>
    readingWith(name, ...edits).codes;

  it('are those that expectations ask for, wherever they stand', () => {
    expect(codes('helseoppl-soknad-1.6/changed')).toEqual([{ list: '9140', v: '2' }]);
    expect(codes('helseoppl-soknad-2.0/full')).toEqual([{ list: '9140', v: '1' }]);
    expect(codes('helseopplysninger-lege-1.6/full')).toEqual([{ list: '9137', v: '3' }]);
    expect(codes('dialog-status-henvisning-1.1/forwarded')).toEqual([{ list: '9148', v: '3' }]);
    expect(codes('henvisning-1.0/changed')).toEqual([{ list: '8304', v: '3' }]);
    expect(codes('henvisning-nytilstand-2.0/pathway')).toEqual([{ list: '8306', v: 'PK' }]);
    expect(codes('dialog-notat-1.0/full')).toEqual([]);
  });

  it('are told by their place where a sender left out the code system', () => {
    const system = [/ S="2\.16\.578\.1\.12\.4\.1\.1\.9148"/, ''] as const;
    expect(codes('dialog-status-henvisning-1.1/full', system)).toEqual([{ list: '9148', v: '1' }]);
  });

  it('are not those of another code system', () => {
    const other = [/S="2\.16\.578\.1\.12\.4\.1\.1\.9148"/, 'S="2.16.578.1.12.4.1.1.7322"'] as const;
    expect(codes('dialog-status-henvisning-1.1/full', other)).toEqual([]);
  });
});
