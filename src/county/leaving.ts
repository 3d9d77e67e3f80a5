import type { HandoverParty } from '../domain/handover/facts.ts';
import { dayMs, hourMs } from './calendar.ts';
import { later, type OpenStay } from './desk.ts';
import type { Letter } from './letter.ts';
import { type Scene, telling, untilMorning } from './scene.ts';

/** Discharge or death, and what is to follow. */

interface Other {
  readonly stay: OpenStay;
  readonly nursing: HandoverParty;
}

const tellDischarge = (
  scene: Scene,
  stay: OpenStay,
  nursing: HandoverParty,
  parent: Letter | undefined,
): void => {
  const { desk, plan, wardAt, unwritten } = scene;
  const { chance } = desk;
  const { left, sure } = plan;
  const died = plan.ends === 'dead';
  if (!sure && (unwritten() || desk.fails('LOG_UTSKREVET never sent', 0.03))) return;
  const late = !sure && desk.fails('LOG_UTSKREVET sent late', 0.05);
  const sent = later(left, late ? untilMorning(left, 0) + chance.between(1, 40) : chance.between(0.1, 1.8));
  desk.send({
    type: 'LOG_UTSKREVET',
    from: wardAt(left),
    to: [nursing],
    sent,
    died,
    stays: [stay],
    smooth: sure,
    told: telling('2', left, !died && !sure && chance.yes(0.08)),
    ...(parent !== undefined && chance.yes(0.4) && { parent }),
  });
};

const dischargeReport = (scene: Scene): void => {
  const { desk, plan, stay, nursing, wardAt, unwritten } = scene;
  const { chance } = desk;
  if (plan.ends === 'dead' || unwritten() || desk.fails('UTSKRIVNINGSRAPPORT never sent', 0.04)) return;
  const late = desk.fails('UTSKRIVNINGSRAPPORT sent late', 0.05);
  const sent = later(
    plan.left,
    late ? untilMorning(plan.left, 0) + chance.between(1, 30) : chance.between(-3, 1.5),
  );
  const empty = desk.fails('UTSKRIVNINGSRAPPORT without medicines', 0.07);
  const known = plan.plans.filter(() => !desk.fails('plan not with the discharge', 0.2));
  // One that was made in the stay.
  const plans = chance.yes(0.2) ? [...new Set([...known, 'deterioration-plan' as const])] : known;
  desk.send({
    type: 'UTSKRIVNINGSRAPPORT',
    from: wardAt(sent),
    to: [nursing],
    sent,
    stays: [stay],
    holds: [...plans, ...(empty ? [] : ['medicines'])],
    lacks: empty ? ['medicines'] : [],
    flags: plans,
  });
};

/** The summary to the GP, to the municipality as a copy at times; changed and cancelled at times. */
const summary = (scene: Scene, stays: readonly OpenStay[], copies: readonly HandoverParty[]): void => {
  const { desk, plan, wardAt } = scene;
  const { chance } = desk;
  const fate = desk.fate({ same: 620, next: 110, week: 150, late: 70, never: 50 });
  if (fate === 'never') {
    desk.fault('EPIKRISE never sent');
    return;
  }
  if (fate === 'late') desk.fault('EPIKRISE later than a week');
  const night = untilMorning(plan.left, 0);
  const hours = {
    same: chance.between(-1, 2),
    next: night + chance.between(7, 16),
    week: night + chance.between(30, 160),
    late: chance.between(9 * 24, 18 * 24),
  }[fate];
  const empty = desk.fails('EPIKRISE without medicines', 0.06);
  const documentId = `${chance.hex().slice(0, 8)}-0000-4000-8000-${chance.hex().slice(0, 12)}`;
  const sent = later(plan.left, hours);
  const base = {
    type: 'EPIKRISE',
    from: wardAt(sent),
    to: [plan.gp],
    copies,
    stays,
    documentId,
    told: telling('end', plan.left, chance.yes(0.5)),
  };
  const first = desk.send({
    ...base,
    sent,
    holds: empty ? [] : ['medicines'],
    lacks: empty ? ['medicines'] : [],
    ...(plan.referral && { answers: plan.referral }),
  });
  if (first === undefined || !chance.yes(0.03)) return;
  const cancels = desk.fails('EPIKRISE cancelled', 0.4);
  desk.send({
    ...base,
    sent: later(first.sent, chance.between(0.5, 70)),
    status: cancels ? 'C' : 'M',
    changes: first,
    holds: empty ? [] : ['medicines'],
    lacks: [],
    smooth: true,
  });
};

/** Acts by those who follow up; of few patients at all. */
const followUp = (scene: Scene): void => {
  const { desk, plan, stay, anchor } = scene;
  const { chance } = desk;
  const { left, gp, municipality } = plan;
  const trust = plan.kind === 'acute' ? municipality.enterprise : plan.trust;
  const hours = (left - plan.admitted) / hourMs;
  if (anchor === undefined) return;
  const does = (
    kind: Parameters<typeof desk.deed>[0],
    by: typeof trust,
    right: readonly [number, number],
    late: readonly [number, number],
  ) => {
    const fate = desk.fate({ right: 78, late: 10, never: 12 });
    if (fate === 'never') desk.fault(`${kind} never reported`);
    else {
      if (fate === 'late') desk.fault(`${kind} late`);
      const [from, to] = fate === 'late' ? late : right;
      desk.deed(kind, later(left, chance.between(from, to)), by, anchor, stay);
    }
  };
  if (chance.yes(0.6)) does('what-matters-asked', trust, [-20, -0.5], [1, 60]);
  if (plan.kind === 'psychiatric') {
    does('next-contact-named', trust, [-10, 0], [20, 90]);
    if (chance.yes(0.5)) {
      desk.deed('need-identified', later(plan.admitted, 1), trust, anchor, stay);
      does('joint-plan-called', trust, [-300, -60], [-8, 40]);
    }
  }
  if (hours > 30 && plan.kind !== 'acute' && chance.yes(0.05)) {
    desk.deed('individual-plan-needed', later(left, -20), trust, anchor, stay);
    does('individual-plan-notified', trust, [-19, 30], [150, 300]);
  }
  if (hours > 80 && plan.kind !== 'acute' && chance.yes(0.03)) {
    desk.deed('tsb-visit-requested', later(left, -70), trust, anchor, stay);
    does('tsb-visit-made', trust, [-69, -50], [-20, 20]);
  }
  if (plan.minor && plan.kind !== 'acute' && chance.yes(0.6)) {
    desk.deed('acute-intoxication', later(plan.admitted, 3), trust, anchor, stay);
    does('bup-contacted', trust, [-2, 0], [3, 60]);
  }
  if (plan.ends === 'dead') return;
  if (plan.kind !== 'acute' && chance.yes(0.06)) {
    desk.deed('therapy-follow-up-needed', later(left, -4), trust, anchor, stay);
    const sent = later(left, desk.fails('letter to the therapist late', 0.3) ? 40 : 1);
    desk.send({
      type: 'HENVISNING_NYTILSTAND',
      from: scene.wardAt(sent),
      to: [municipality.therapist],
      sent,
      stays: [stay],
      codes: [{ list: '8306', v: '4' }],
    });
  }
  if (plan.kind !== 'acute' && chance.yes(0.12)) {
    desk.deed('gp-follow-up-needed', later(left, -12), trust, anchor, stay);
    if (chance.yes(0.5)) does('gp-informed', trust, [-8, -1], [3, 50]);
  }
  if (!chance.yes(0.25)) return;
  desk.deed('follow-up-group-set', later(left, -5), trust, anchor, stay);
  does('contact-made', municipality.enterprise, [2, 70], [110, 190]);
  does('gp-check-done', gp.enterprise ?? trust, [48, 300], [370, 500]);
  if (chance.yes(0.8)) does('deterioration-plan-available', municipality.enterprise, [1, 300], [370, 500]);
};

const death = (scene: Scene, stays: readonly OpenStay[]): void => {
  const { desk, plan, nursing, anchor, stay } = scene;
  const { chance } = desk;
  const after = plan.ends === 'home';
  const at = after ? later(plan.left, chance.between(24, 20 * 24)) : plan.left + 1_000;
  if (after && anchor !== undefined && chance.yes(0.3)) {
    desk.deed('death-known', at, plan.municipality.enterprise, anchor, stay);
  }
  if (desk.fails('LOG_DOD never sent', 0.1)) return;
  const late = desk.fails('LOG_DOD sent late', 0.1);
  const sent = later(at, late ? chance.between(24 * 6, 24 * 9) : chance.between(0.5, 14));
  desk.send({ type: 'LOG_DOD', from: nursing, to: [plan.gp], sent, told: telling('13', at), stays });
};

/** The end of a stay, as it should be or not. */
export const leave = (scene: Scene, notice: Letter | undefined, other: Other | undefined): void => {
  const { desk, plan, stay, nursing } = scene;
  const { chance } = desk;
  dischargeReport(scene);
  tellDischarge(scene, stay, nursing, notice);
  const stays = other === undefined ? [stay] : [stay, other.stay];
  if (other !== undefined) tellDischarge(scene, other.stay, other.nursing, undefined);
  if (plan.kind !== 'acute') summary(scene, stays, chance.yes(0.3) ? [nursing] : []);
  followUp(scene);
  const hours = (plan.left - plan.admitted) / hourMs;
  if (plan.ends === 'dead' || (!plan.sure && hours * hourMs > 2 * dayMs && chance.yes(0.02)))
    death(scene, stays);
};
