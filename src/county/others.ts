import type { HandoverParty } from '../domain/handover/facts.ts';
import { hourMs } from './calendar.ts';
import { type Desk, later } from './desk.ts';
import type { Letter, PlanKind } from './letter.ts';
import type { County, Municipality } from './places.ts';
import { telling, untilMorning } from './scene.ts';

/** What passes beside stays: referrals, questions, dialogues between doctors, births, legevakt, faults told back. */

interface Setting {
  readonly desk: Desk;
  readonly county: County;
  readonly municipality: Municipality;
  readonly gp: HandoverParty;
}

const urgencies = { normal: '4', urgent: '3', emergency: '0' } as const;

/** A referral that is to be assessed; cancelled at times. */
export const refer = (
  { desk, county, gp }: Pick<Setting, 'desk' | 'county' | 'gp'>,
  at: number,
  to: HandoverParty,
  from: HandoverParty = gp,
): Letter | undefined => {
  const { chance } = desk;
  const urgency = chance.weighted({ normal: 70, urgent: 15, emergency: 15 });
  const isBetween = from.roles.includes('hospital');
  const referral = desk.send({
    type: 'HENVISNING_NYTILSTAND',
    from,
    to: [to],
    sent: at,
    stays: [],
    codes: [{ list: '8306', v: urgencies[urgency] }],
    holds: isBetween && chance.yes(0.4) ? ['consulted'] : [],
  });
  if (referral === undefined) return undefined;
  if (desk.fails('referral cancelled', 0.03)) {
    const { type, codes } = referral;
    desk.send({
      type,
      codes,
      from,
      to: [to],
      sent: later(at, chance.between(1, 100)),
      stays: [],
      status: 'C',
      parent: referral,
      changes: referral,
      smooth: true,
    });
    return undefined;
  }
  if (isBetween && chance.yes(0.2)) desk.deed('consulted', later(at, -30), county.trust, referral);
  if (urgency === 'emergency') return referral;
  const fate = desk.fate({ right: 78, late: 14, never: 8 });
  if (fate === 'never') {
    desk.fault('referral never assessed');
    return referral;
  }
  if (fate === 'late') desk.fault('referral assessed late');
  const days = urgency === 'urgent' ? 2 : 12;
  const hours = fate === 'late' ? chance.between(days + 5, days + 18) * 24 : chance.between(2, days * 24);
  const sent = later(referral.received, hours);
  const status = desk.send({
    type: 'DIALOG_STATUS_HENVISNING',
    from: to,
    to: [from],
    sent,
    parent: referral,
    stays: [],
    codes: [{ list: '9148', v: chance.pick(['1', '2', '3']) }],
    ...(chance.yes(0.7) && { told: telling('assessed', later(sent, -1)) }),
  });
  if (status !== undefined && chance.yes(0.6)) {
    const waits = desk.fails('care started late', 0.15) ? chance.between(105, 130) : chance.between(5, 80);
    desk.deed('care-started', later(sent, waits * 24), county.trust, status);
  }
  return referral;
};

/** A letter that asks for another: type asked with, type answered with, and the days that the answer should take. */
const ask = (
  { desk }: Setting,
  at: number,
  [from, to]: readonly [HandoverParty, HandoverParty],
  [question, reply, days]: readonly [string, string, number],
  codes: Letter['codes'] = [],
): void => {
  const { chance } = desk;
  const asked = desk.send({ type: question, from, to: [to], sent: at, stays: [], codes });
  if (asked === undefined) return;
  const fate = desk.fate({ right: 80, late: 10, never: 10 });
  if (fate === 'never') {
    desk.fault(`${question} never answered`);
    return;
  }
  if (fate === 'late') desk.fault(`${question} answered late`);
  const night = untilMorning(asked.received, 8);
  const hours =
    fate === 'late'
      ? night + (days + 3) * 24
      : chance.yes(0.5)
        ? chance.between(0.5, 6)
        : night + chance.between(0, 4);
  desk.send({
    type: reply,
    from: to,
    to: [from],
    sent: later(asked.received, hours),
    parent: asked,
    stays: [],
  });
};

const birth = ({ desk, county, municipality, gp }: Setting, at: number): void => {
  const { chance } = desk;
  const from = chance.pick(county.maternity);
  const left = later(at, -2);
  const told = telling('end', left, chance.yes(0.5));
  const fate = desk.fate({ both: 75, later: 15, never: 10 });
  if (fate !== 'both') desk.fault('nothing to the health station on the day');
  const to = fate === 'both' ? [gp, municipality.healthStation] : [gp];
  desk.send({ type: 'EPIKRISE', from, to, sent: at, told, stays: [] });
  if (fate !== 'later') return;
  desk.send({
    type: 'DIALOG_NOTAT',
    from,
    to: [municipality.healthStation],
    sent: later(at, chance.between(20, 90)),
    stays: [],
  });
};

const nightVisit = ({ desk, municipality, gp, county }: Setting, at: number): void => {
  const { chance } = desk;
  const from = municipality.legevakt;
  const told = telling('end', later(at, -0.5));
  if (chance.yes(0.5)) {
    desk.send({ type: 'EPIKRISE', from, to: [gp], sent: at, told, stays: [] });
    return;
  }
  // Sent on to the hospital; whether the GP hears of it is another matter.
  desk.send({
    type: 'HENVISNING_NYTILSTAND',
    from,
    to: [chance.pick(county.hospitals).wards[0] ?? from],
    sent: at,
    stays: [],
    codes: [{ list: '8306', v: '0' }],
  });
  if (desk.fails('no note from legevakt', 0.25)) return;
  const sent = later(
    at,
    desk.fails('late note from legevakt', 0.2) ? chance.between(100, 170) : chance.between(0.5, 4),
  );
  desk.send({ type: 'EPIKRISE', from, to: [gp], sent, told, stays: [] });
};

const faultBack = (setting: Setting, at: number): void => {
  const { desk, municipality, county } = setting;
  const { chance } = desk;
  const ward = chance.pick(county.hospitals).wards[0];
  if (ward === undefined) return;
  const wrong = desk.send({
    type: 'DIALOG_NOTAT',
    from: ward,
    to: [municipality.nursing],
    sent: at,
    stays: [],
  });
  if (wrong === undefined) return;
  const told = desk.send({
    type: 'DIALOG_AVVIK',
    from: municipality.nursing,
    to: [ward],
    sent: later(wrong.received, chance.between(1, 30)),
    parent: wrong,
    stays: [],
  });
  if (told === undefined) return;
  const fate = chance.weighted({ letter: 45, act: 30, late: 15, never: 10 });
  if (fate === 'never') desk.fault('fault told back, never corrected');
  if (fate === 'late') desk.fault('fault told back, corrected late');
  if (fate === 'act')
    desk.deed('fault-corrected', later(told.received, chance.between(1, 20)), county.trust, told);
  if (fate === 'letter' || fate === 'late') {
    const sent = later(told.received, fate === 'late' ? chance.between(150, 220) : chance.between(0.5, 12));
    desk.send({
      type: 'DIALOG_NOTAT',
      from: ward,
      to: [municipality.nursing],
      sent,
      parent: told,
      stays: [],
    });
  }
};

/**
 * Something that is no stay, about a patient of a municipality. `alone`: the patient has no stay that it could be taken
 * to be about.
 */
export const playOther = (setting: Setting, at: number, alone: boolean): void => {
  const { desk, county, municipality, gp } = setting;
  const { chance } = desk;
  const { nursing } = municipality;
  const ward = chance.pick(chance.pick(county.hospitals).wards);
  const kind = chance.weighted({
    referral: 30,
    mental: 8,
    between: 5,
    enquiry: 22,
    interim: 8,
    hospital: 8,
    doctors: alone ? 8 : 0,
    birth: alone ? 5 : 0,
    legevakt: 8,
    fault: 4,
  });
  switch (kind) {
    case 'referral':
      refer(setting, at, ward);
      return;
    case 'mental':
      if (chance.yes(0.5)) desk.flags.push('under-23');
      refer(setting, at, chance.pick([...county.dps, ...county.tsb]));
      return;
    case 'between': {
      const [from, to] = chance.yes(0.5) ? [county.dps, county.tsb] : [county.tsb, county.dps];
      refer(setting, at, chance.pick(to), chance.pick(from));
      return;
    }
    case 'enquiry':
      ask(setting, at, chance.yes(0.6) ? [nursing, gp] : [gp, nursing], [
        'DIALOG_FORESPORSEL',
        'DIALOG_SVAR',
        3,
      ]);
      return;
    case 'interim':
      ask(
        setting,
        at,
        [nursing, gp],
        ['HELSEOPPLYSNINGER_LEGE', 'MEDISINSKE_OPPLYSNINGER', 3],
        [{ list: '9137', v: '3' }],
      );
      return;
    case 'hospital':
      ask(setting, at, chance.yes(0.5) ? [ward, nursing] : [nursing, ward], [
        'DIALOG_FORESPORSEL',
        'DIALOG_SVAR',
        3,
      ]);
      return;
    case 'doctors':
      ask(setting, at, chance.yes(0.5) ? [gp, ward] : [ward, gp], [
        'DIALOG_HELSEFAGLIG',
        'DIALOG_HELSEFAGLIG',
        9,
      ]);
      return;
    case 'birth':
      // Where both keep one record, nothing in the letter to the GP would say so.
      if (!municipality.sharesRecord) birth(setting, at);
      return;
    case 'legevakt':
      nightVisit(setting, at);
      return;
    case 'fault':
      faultBack(setting, at);
      return;
  }
};

/** Plans that a GP has made with the patient, sent to the nursing service some days before the stay. */
export const sendPlans = (
  { desk, municipality, gp }: Setting,
  admitted: number,
  plans: readonly PlanKind[],
): void => {
  desk.send({
    type: 'MEDISINSKE_OPPLYSNINGER',
    from: gp,
    to: [municipality.nursing],
    sent: admitted - 50 * hourMs,
    stays: [],
    holds: plans,
    flags: plans,
    smooth: true,
  });
};
