import { describe, expect, it } from 'vitest';
import { recognise } from '../../src/messages/recognise.ts';
import type { Clinical, Content } from '../../src/messages/types.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { fixtureBytes, messageWith } from '../helpers/fixtures.ts';

interface Reading extends Clinical {
  readonly content: Content;
}

/** What epikrise or henvisning is read to say. */
const read = (bytes: Uint8Array): Reading => {
  const parsed = parseXml(bytes);
  if (!parsed.ok) throw new Error(`The message does not parse: ${parsed.fault.code}`);
  using document = parsed.value;
  const { type, payload, content } = recognise(document);
  if (type === undefined || payload === undefined || content === undefined) {
    throw new Error('The message is not recognised');
  }
  return { ...type.readClinical(payload), content };
};
const full = (folder: string): Reading => read(fixtureBytes(folder, 'full'));
const whole = (folder: string): Reading => read(fixtureBytes(folder, 'whole-tree'));

const headings = ({ texts }: Clinical) => texts.flatMap(({ heading }) => heading?.v ?? []);
const under = ({ texts }: Clinical, code: string) =>
  texts.filter(({ heading }) => heading?.v === code).map(({ text }) => text);
const drugs = ({ medications }: Clinical) =>
  medications.map(({ name, code, dose, status, use }) => [name, code?.v, dose, status?.v, use?.v]);
const diagnoses = (reading: Clinical) =>
  reading.diagnoses.map(({ code, text, main }) => [code?.v, text, main]);

describe('a discharge summary', () => {
  it('is read by heading, those of nested and of later stays too', () => {
    expect(headings(full('epikrise-1.1'))).toEqual([
      ...['PROB', 'FO', 'AI', 'TS', 'FA', 'HJ', 'VU', 'OP', 'IP'],
    ]);
    expect(under(full('epikrise-1.2'), 'FO')).toHaveLength(2);
  });

  it('keeps the paragraphs of XHTML apart', () => {
    const [course] = under(full('epikrise-1.1'), 'FO');
    expect(course?.split(/\s*\n\s*\n\s*/)).toEqual([
      expect.stringMatching(/^Furosemid .* no\.$/),
      expect.stringMatching(/^Telemetri: .* auka\.$/),
    ]);
  });

  it.each([
    ['<p>Frisk.</p><p>Reiser heim.</p>', 'Frisk.\n\nReiser heim.'],
    ['Hb 14,1<br/>CRP <b>36</b>', 'Hb 14,1\nCRP 36'],
    [
      '<table><tbody><tr><td>Hb</td><td>14,1</td></tr><tr><td>CRP</td><td>36</td></tr></tbody></table>',
      'Hb 14,1 \nCRP 36',
    ],
  ])('reads %s as it would be shown', (xhtml, shown) => {
    const bytes = messageWith('epikrise-1.1', 'full', {
      replace: [
        [
          'Pasienten og sonen har fått skriftleg plan for vekt og vassdrivande.',
          `<div xmlns="http://www.w3.org/1999/xhtml">${xhtml}</div>`,
        ],
      ],
    });
    expect(under(read(bytes), 'IP')).toEqual([shown]);
  });

  it('has its diagnoses by kind, and not the one it was referred for', () => {
    expect(diagnoses(full('epikrise-1.2'))).toEqual([
      ['J189', 'Uspesifisert pneumoni', true],
      ['I509', 'Uspesifisert hjertesvikt', false],
    ]);
  });

  it('has diagnoses among its coded comments, but no procedure', () => {
    expect(diagnoses(whole('epikrise-1.2')).map(([code]) => code)).toEqual(['H269', 'I10']);
    const coded = messageWith('epikrise-1.2', 'whole-tree', {
      replace: [['2.16.578.1.12.4.1.1.7210', '2.16.578.1.12.4.1.1.7110']],
    });
    expect(diagnoses(read(coded)).map(([code, , main]) => [code, main])).toEqual([
      ['H269', true],
      ['I10', false],
      ['CJE20', false],
    ]);
  });

  it('has its medicines with dose and status', () => {
    expect(drugs(full('epikrise-1.1'))).toEqual([
      ['Furosemid', 'C03CA01', 'Furosemid 40 mg, 2 tablettar morgon', '6', undefined],
      ['Metoprolol', 'C07AB02', 'Metoprolol depot 100 mg, 1 tablett morgon', '6', undefined],
      ['Apiksaban', 'B01AF02', 'Apiksaban 5 mg, 1 tablett morgon og kveld', '6', undefined],
      ['Digitoksin', 'C01AA04', 'Skal ikkje brukast meir', '4', undefined],
    ]);
  });

  it.each([
    [/<DosageText>.*<\/DosageText>/, '0,5 ved sengetid'],
    [/<DosageCoded .*\/>|<DosageText>.*<\/DosageText>/g, '1 g'],
  ])('takes the dose that there is when %s is missing', (missing, dose) => {
    const bytes = Buffer.from(fixtureBytes('epikrise-1.2', 'whole-tree'));
    expect(drugs(read(Buffer.from(bytes.toString().replace(missing, '')))).map((drug) => drug[2])).toEqual([
      dose,
    ]);
  });

  it('tells of each stay, and which referrals it answers', () => {
    const { content } = full('epikrise-1.1');
    expect(content.events).toHaveLength(4);
    expect(content.answers).toHaveLength(1);
    expect(content.appRecId).toBe(content.documentId);
    expect(full('epikrise-1.2').content.appRecId).toBeUndefined();
  });
});

describe('a referral', () => {
  it.each(['henvisning-1.0', 'henvisning-1.1'])('%s is read by heading', (folder) => {
    expect(headings(full(folder))).toEqual(['PROB', 'UTRED', 'FA', 'HJ', 'IP']);
  });

  it.each(['henvisning-1.1', 'henvisning-nytilstand-2.0', 'henvisning-videre-2.0'])(
    '%s has the texts of its results and comments too, whatever they stand in',
    (folder) => {
      expect(headings(whole(folder))).toEqual(['FU', 'PROB', 'UTRED', 'SH']);
      expect(whole(folder).texts.map(({ text }) => text)).toContain('Kan møte på kort varsel.');
    },
  );

  it('has the status of its medicines in 1.x, and how they are used in 2.0', () => {
    expect(drugs(full('henvisning-1.1'))).toEqual([
      ['Tiotropium', 'R03BB04', '1 inhalasjon dagleg', '6', undefined],
      ['Paracetamol', 'N02BE01', '1 g inntil tre gonger dagleg', '5', undefined],
    ]);
    expect(drugs(full('henvisning-nytilstand-2.0'))).toEqual([
      ['Losartan', 'C09CA01', '50 mg, 1 tablett daglig', undefined, '1'],
      ['Paracetamol', 'N02BE01', '1 g inntil 4 ganger daglig', undefined, '3'],
    ]);
  });

  it('answers nothing, and is an emergency by its urgency alone', () => {
    const { content } = full('henvisning-1.0');
    expect(content.answers).toBeUndefined();
    expect(content.emergency).toBe(false);
    expect(read(fixtureBytes('henvisning-1.0', 'emergency-poor-patient')).content.emergency).toBe(true);
  });

  it('is answered by its document id where AppRec 1.0 answers', () => {
    const ids = (folder: string) => {
      const { appRecId, documentId } = full(folder).content;
      return [appRecId, documentId];
    };
    expect(ids('henvisning-1.0')).toEqual([
      'cc7e8a8e-1eda-451f-aae3-6461e3dee8dd',
      'cc7e8a8e-1eda-451f-aae3-6461e3dee8dd',
    ]);
    expect(ids('henvisning-1.1')).toEqual([undefined, '75a00b95-ef11-45c8-931e-0a95d77e195b']);
  });
});

describe('the diagnoses of a referral', () => {
  const referral = (diagnosis: string) =>
    messageWith('henvisning-1.1', 'full', { replace: [['<ReqServ>', `${diagnosis}<ReqServ>`]] });

  it('are read in order, the first as the main one', () => {
    expect(diagnoses(full('henvisning-1.1'))).toEqual([
      ['N01', 'Hodepine', true],
      ['N06', 'Annen følelsesforstyrrelse', false],
    ]);
  });

  it('take time by their number, not by its square, when a sender writes thousands', () => {
    const began = process.cpuUsage().user;
    const many = '<Diagnosis><Concept V="A" S="1.2"/></Diagnosis>'.repeat(40_000);
    expect(read(referral(many)).diagnoses).toHaveLength(40_002);
    // The square took a minute; what it takes now is a fraction of a second.
    expect(process.cpuUsage().user - began).toBeLessThan(10_000_000);
  });
});
