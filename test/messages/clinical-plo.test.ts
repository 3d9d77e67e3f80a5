import { describe, expect, it } from 'vitest';
import { recognise } from '../../src/messages/recognise.ts';
import type { Clinical } from '../../src/messages/types.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { fixtureBytes } from '../helpers/fixtures.ts';

/** What the PLO plug-ins read of a message's clinical content, said of the complete fixtures. */

const clinicalOf = <T>(folder: string, look: (clinical: Clinical) => T, name = 'full'): T => {
  const parsed = parseXml(fixtureBytes(folder, name));
  if (!parsed.ok) throw new Error(`The fixture does not parse: ${parsed.fault.code}`);
  using document = parsed.value;
  const { type, payload } = recognise(document);
  if (type === undefined || payload === undefined) throw new Error('The fixture is not recognised');
  return look(type.readClinical(payload));
};

/** Headings as `system/code`, in order. */
const headings = (folder: string) =>
  clinicalOf(folder, ({ texts }) =>
    texts.flatMap(({ heading }) => heading && [`${heading.s?.split('.').at(-1)}/${heading.v}`]),
  ).filter((heading) => heading !== undefined);
/** Texts as `place: first words`, of those that have no heading. */
const unheaded = (folder: string, name?: string) =>
  clinicalOf(
    folder,
    ({ texts }) =>
      texts.flatMap(({ heading, text, element }) =>
        heading === undefined ? [`${element.name}: ${text.split(' ').slice(0, 3).join(' ')}`] : [],
      ),
    name,
  );
const medications = (folder: string) =>
  clinicalOf(folder, (clinical) =>
    clinical.medications.map(({ name, code, dose, status, use }) =>
      [name, code?.v, dose, status && `status ${status.v}`, use?.dn].filter((part) => part !== undefined),
    ),
  );
const diagnoses = (folder: string) =>
  clinicalOf(folder, (clinical) =>
    clinical.diagnoses.map(({ code, text, main }) => [
      ...(main ? ['main'] : []),
      ...(code ? [code.v] : []),
      text,
    ]),
  );
const appointments = (folder: string, name?: string) =>
  clinicalOf(
    folder,
    (clinical) => clinical.appointments.map(({ at, place, state }) => [state, at, place]),
    name,
  );

describe('what a PLO message says of the patient', () => {
  it.each([
    [
      'helseoppl-soknad-1.5',
      ['9145/1', '9145/2', '9142/FU', '9142/FO', '9141/8', '9141/14', '9142/HJ', '9142/VU'],
    ],
    ['helseoppl-soknad-1.6', ['9145/1', '9145/2', '9142/FU', '9141/8', '9141/14', '9141/13', '9142/HJ']],
    ['helseoppl-soknad-2.0', ['9145/1', '9145/2', '9142/FU', '9141/8', '9142/FA']],
    [
      'innleggelsesrapport-1.5',
      ['9142/TS', '9142/AAI', '9142/OP', '9143/1', '9142/FA', '9141/8', '9141/14', '9141/12', '9142/HJ'],
    ],
    [
      'innleggelsesrapport-1.6',
      ['9142/AAI', '9142/FO', '9142/OP', '9143/3', '9142/FA', '9141/8', '9141/14', '9141/7', '9142/HJ'],
    ],
    [
      'utskrivningsrapport-1.5',
      ['9142/PROB', '9142/OP', '9142/IP', '9141/8', '9141/14', '9141/12', '9142/HJ'],
    ],
    ['utskrivningsrapport-1.6', ['9142/PROB', '9142/OP', '9141/8', '9141/14', '9142/HJ']],
    ['medisinske-opplysninger-1.5', ['9142/PROB', '9142/FU', '9142/VU', '9142/HJ', '9142/FA', '9141/14']],
    ['medisinske-opplysninger-1.6', ['9142/TS', '9142/PROB', '9142/FU', '9142/UTRED', '9142/VU', '9142/FA']],
    ['helseopplysninger-lege-1.5', ['9142/PROB', '9142/FU', '9142/FA', '9141/8', '9141/13']],
    ['helseopplysninger-lege-1.6', ['9142/PROB', '9142/FU', '9142/FA', '9141/8']],
    ['sammenfatning-2.0', ['9142/PROB', '9142/OP', '9141/8', '9142/FA']],
  ])('stands under the headings of the journal notes, wherever they are, in %s', (folder, expected) => {
    expect(headings(folder)).toEqual(expected);
  });

  it('stands in fields of its own too, with the remarks of notes and the reasons of cancellations', () => {
    expect(unheaded('log-avmelding-1.5')).toEqual(['BeskrivelseAvHendelse: Siv frå operasjonssåret']);
    expect(unheaded('fravarsmelding-1.5')).toEqual(['Merknad: Haustferie. Vikaren les']);
    expect(unheaded('medisinske-opplysninger-1.5')).toEqual(
      expect.arrayContaining(['Sporsmal: Kva diagnosar og', 'Gjelder: Vil ikkje at']),
    );
    expect(unheaded('innleggelsesrapport-1.5')).toEqual(
      expect.arrayContaining(['Merknad: Opplyst av kona.', 'VurderingTekst: Fall to gonger']),
    );
    expect(unheaded('innleggelsesrapport-1.6', 'cancelled')).toEqual([
      'Journaltekst: Kansellering: rapporten ble',
    ]);
    expect(unheaded('helseoppl-soknad-2.0', 'cancelled')).toEqual(['Merknad: Kansellering: sendt til']);
  });

  it('has its medicines with code, dose, status and use, and none of those that are only given', () => {
    expect(medications('utskrivningsrapport-1.5')).toEqual([
      ['Klopidogrel tablett 75 mg', 'B01AC04', '1 tablett morgen', 'Fast'],
      ['Atorvastatin tablett 80 mg', 'C10AA05', '1 tablett kveld', 'Fast'],
      ['Amlodipin tablett 5 mg', 'C08CA01', '1 tablett morgen', 'Fast'],
      ['Ramipril tablett 5 mg', 'C09AA05', 'Tas ikke lenger', 'status 2'],
    ]);
    expect(medications('innleggelsesrapport-1.6')).toEqual([
      ['Furosemid tablett 40 mg', 'C03CA01', '1 tablett morgen', 'Fast'],
      ['Apiksaban tablett 5 mg', 'B01AF02', '1 tablett morgen og kveld', 'Fast'],
      ['Metoprolol depottablett 50 mg', 'C07AB02', '1 tablett morgen', 'Fast'],
      ['Fenoksymetylpenicillin tablett 660 mg', 'J01CE02', '2 tabletter 4 ganger daglig', 'status 1', 'Kur'],
      ['Paracetamol tablett 500 mg', 'N02BE01', '2 tabletter inntil 3 ganger daglig', 'Ved behov'],
    ]);
    expect(medications('medisinske-opplysninger-1.6').at(-1)).toEqual([
      'Influensavaksine',
      'J07BB02',
      '0,5 ml gitt 06.10.2026',
      'Vaksine',
    ]);
  });

  it('has medicines in words only in version 2.0, which has no list of them', () => {
    expect(medications('sammenfatning-2.0')).toEqual([]);
    expect(unheaded('sammenfatning-2.0')).toEqual(
      expect.arrayContaining([
        'LegemiddelinntakIDag: Oksykodon depottablett 20',
        'LegemidlerUtdeltTilPasient: Oksykodon tablett 5',
        'FunksjonsbeskrivelseTekst: Går ute med',
      ]),
    );
  });

  it('has its diagnoses by code, by words or both, and not those that are listed for registers', () => {
    expect(diagnoses('helseoppl-soknad-2.0')).toEqual([
      ['main', 'S422', 'Brot i venstre overarm'],
      ['M819', 'Beinskjørheit'],
      ['Grå stær på begge auge'],
    ]);
    expect(diagnoses('medisinske-opplysninger-1.5')).toEqual([
      ['main', 'N87', 'Parkinsons sjukdom'],
      ['L95', 'Beinskjørheit med hoftebrot 05.10.2026'],
    ]);
  });

  it('has its controls in all three forms: agreed, to be made, tentative', () => {
    expect(appointments('utskrivningsrapport-1.5')).toEqual([
      ['booked', '2026-12-10T09:00:00+01:00', 'Nevrologisk poliklinikk, Ålesund'],
      ['to-be-booked', undefined, undefined],
    ]);
    expect(appointments('utskrivningsrapport-1.6', 'whole-tree')).toEqual([
      ['booked', '2026-12-15T08:40:00+01:00', 'Poliklinikk, SNR'],
      ['to-be-booked', undefined, 'Blodprøver på legekontoret'],
      ['to-be-booked', undefined, undefined],
      ['tentative', 'Januar 2027', 'Poliklinikk, SNR'],
    ]);
    expect(appointments('sammenfatning-2.0').map(([state]) => state)).toEqual([
      'booked',
      'to-be-booked',
      'tentative',
    ]);
  });

  it('is nothing but what the schema demands in a minimal message', () => {
    for (const folder of ['innleggelsesrapport-1.5', 'medisinske-opplysninger-1.6', 'sammenfatning-2.0']) {
      expect(clinicalOf(folder, (clinical) => ({ ...clinical }), 'minimal')).toEqual({
        texts: [],
        medications: [],
        appointments: [],
        diagnoses: [],
      });
    }
  });
});
