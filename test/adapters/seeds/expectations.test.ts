import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExpectations } from '../../../src/adapters/seeds/expectations.ts';
import { readOrganisations } from '../../../src/adapters/seeds/organisations.ts';
import { endOfDay } from '../../../src/domain/calendar.ts';
import { asDelivered, deadlineOf, validOn } from '../../../src/domain/deadline.ts';
import { caseKey, type ExpectationCase } from '../../../src/domain/expectation.ts';
import { actKinds, flags, type HandoverRole, rolesOf } from '../../../src/domain/expectation-vocabulary.ts';
import { resolveDateTime } from '../../../src/domain/norwegian-time.ts';
import { languages } from '../../../src/domain/texts.ts';
import { messageTypes } from '../../../src/messages/index.ts';
import { isKnownByName } from '../../../src/messages/unchecked/functions.ts';
import { handWritten, sampleStart } from './expectation-deadlines.ts';

const seeds = join(import.meta.dirname, '../../../seeds');
const file = join(seeds, 'expectations.yaml');
const codes = new Set(messageTypes.flatMap(({ functions }) => functions.map(({ code }) => code)));
const knows = (code: string): boolean => codes.has(code) || isKnownByName(code);
const catalogue = readExpectations(file, knows);
const rows = catalogue.expectations;
const cases = rows.flatMap((row) => row.cases.map((each) => ({ key: caseKey(row, each), row, each })));

describe('the catalogue of expectations', () => {
  it('has the 42 rows, and that of other plans, in this order', () => {
    expect(rows.map(({ id }) => id)).toEqual([...new Set(handWritten.map(([key]) => key.split('/')[0]))]);
    expect(rows.filter(({ id }) => id !== 'plan-continuity')).toHaveLength(42);
  });

  it.each(
    Object.entries({
      'C D':
        'admission-notice early-warning early-warning-deferred referral-assessed referral-urgent start-under-23 consult-before-referral enquiry-plo-gp assessment-interim doctor-dialogue',
      'C D R': 'admission-report discharge-report tsb-ward-consult enquiry-hospital',
      'C D W': 'change-update ready-precondition ready-notice municipal-reply',
      'D W': 'municipal-offer-ready',
      'D R':
        'joint-plan-phv-tsb gp-oriented medication-list primary-contact-3d gp-check-2w deterioration-plan what-matters palliative-plan-follows plan-continuity rop-bridge allied-basis',
      'C D+': 'withdrawal discharge-notice epikrise-at-discharge epikrise-1d epikrise-7d',
      'D+': 'bup-acute-detox apprec apprec-negative error-feedback birth-to-health-station legevakt-note',
      D: 'ip-notice',
      C: 'death-info',
    }),
  )('changes %s are those of %s', (changes, ids) => {
    const have = rows.filter((row) => row.changes.join(' ') === changes).map(({ id }) => id);
    expect(have.sort()).toEqual(ids.split(' ').sort());
  });

  it.each(
    Object.entries({
      critical:
        'early-warning ready-notice municipal-reply discharge-report epikrise-7d medication-list palliative-plan-follows referral-assessed referral-urgent start-under-23',
      low: 'early-warning-deferred what-matters doctor-dialogue',
      medium:
        'admission-notice ip-notice gp-oriented epikrise-1d consult-before-referral tsb-ward-consult enquiry-plo-gp assessment-interim enquiry-hospital allied-basis legevakt-note death-info',
    }),
  )('severity %s is that of %s, and the others are high', (severity, ids) => {
    const have = rows.filter((row) => row.severity === severity).map(({ id }) => id);
    expect(have.sort()).toEqual(ids.split(' ').sort());
    expect(rows.filter((row) => row.severity === 'high')).toHaveLength(43 - 10 - 3 - 12);
  });

  it('says everything in three languages, each in its own way', () => {
    const texts = [
      ...rows.map((row) => languages.map((language) => row.texts[language].name)),
      ...rows.map((row) => languages.map((language) => row.texts[language].act)),
      ...actKinds.map((act) => languages.map((language) => catalogue.acts[act][language])),
    ];
    const alike = texts.filter((each) => new Set(each).size < languages.length);
    expect(alike).toEqual([]);
  });

  it('names what is expected without a full stop, and tells what to do in one sentence', () => {
    const wordings = rows.flatMap(({ texts }) => Object.values(texts));
    expect(wordings.filter(({ name }) => /[.:]$/.test(name) || name.length > 60)).toEqual([]);
    expect(wordings.filter(({ act }) => !/^\p{Lu}[^.]*\.$/u.test(act))).toEqual([]);
    for (const language of languages) {
      expect(new Set(rows.map(({ texts }) => texts[language].name)).size).toBe(43);
    }
  });

  it.each(
    Object.entries({
      amount:
        'admission-notice change-update ip-notice deterioration-plan/held referral-urgent consult-before-referral enquiry-hospital apprec-negative/critical apprec-negative/other error-feedback legevakt-note death-info',
      kind: 'primary-contact-3d what-matters palliative-plan-follows/discharge bup-acute-detox enquiry-plo-gp birth-to-health-station allied-basis',
      escalate: 'ready-notice withdrawal',
      warn: 'municipal-reply discharge-report apprec',
    }),
  )('has the %s as a decision where no source gives it: %s', (figure, keys) => {
    const decided = cases.filter(({ each }) =>
      each.deadlines.every((one) => one.decided?.figures.some((have) => have === figure)),
    );
    expect(decided.map(({ key }) => key)).toEqual(expect.arrayContaining(keys.split(' ')));
  });

  it('takes no warning from a source, and gives a reason and an approver for every decision', () => {
    const deadlines = cases.flatMap(({ each }) => each.deadlines);
    for (const { deadline, decided } of deadlines) {
      if ('warn' in deadline) expect(decided?.figures).toContain('warn');
    }
    const decided = deadlines.flatMap((each) => each.decided ?? []);
    expect(decided.length).toBeGreaterThan(30);
    expect(decided.filter(({ reason }) => !/^\p{Lu}.*\.$/u.test(reason))).toEqual([]);
    // Nobody has decided anything yet.
    expect(new Set(decided.map(({ approver }) => approver))).toEqual(new Set([asDelivered]));
  });

  it('uses every act and every flag it has words for', () => {
    const used = new Set(
      cases.flatMap(({ each: { triggers, fulfilments, clock } }) => [
        ...triggers.flatMap((each) => ['act' in each ? each.act : [], ...each.given].flat()),
        ...fulfilments.flatMap((each) => ('act' in each ? each.act : [])),
        ...('act' in clock ? [clock.act] : []),
      ]),
    );
    const raising = Object.values(flags).flatMap((source) => (source === 'messages' ? [] : source.act));
    const unused = [...actKinds, ...Object.keys(flags)].filter(
      (word) => !used.has(word as never) && !raising.includes(word as never),
    );
    expect(unused).toEqual([]);
  });

  it('names roles that somebody in the directory holds, those relative to a message aside', () => {
    const held = new Set<HandoverRole>(['sender', 'receiver', 'referrer']);
    for (const organisation of readOrganisations(join(seeds, 'organisations'))) {
      for (const party of organisation.parties) {
        for (const role of rolesOf({ organisation, party })) held.add(role);
      }
    }
    const named = cases.flatMap(({ each }) => [
      ...each.from,
      ...each.to,
      ...each.triggers.flatMap((trigger) =>
        trigger.on === 'message' ? [...trigger.from, ...trigger.to] : [],
      ),
    ]);
    expect(named.filter((role) => !held.has(role))).toEqual([]);
  });
});

describe('the deadlines of the catalogue', () => {
  const start = resolveDateTime(sampleStart)!;
  const { workingDays } = validOn(catalogue.settings, '2027-03-18')!;
  const instant = (text: string | undefined): Date | undefined =>
    text === undefined || text.includes('T') ? resolveDateTime(text ?? '') : endOfDay(text);
  const of = ({ deadlines }: ExpectationCase) =>
    deadlineOf(validOn(deadlines, '2027-03-18')!.deadline, start, workingDays);

  it('are written out for every case', () => {
    expect(handWritten.map(([key]) => key)).toEqual(cases.map(({ key }) => key));
  });

  it.each(handWritten)('%s', (key, { due, warn, escalate, notBefore }) => {
    const { each } = cases.find((one) => one.key === key)!;
    expect({
      dueAt: undefined,
      warnAt: undefined,
      escalateAt: undefined,
      notBefore: undefined,
      ...of(each),
    }).toEqual({
      dueAt: instant(due),
      warnAt: instant(warn),
      escalateAt: instant(escalate),
      notBefore: instant(notBefore),
    });
  });
});
