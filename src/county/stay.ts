import type { HandoverParty } from '../domain/handover/facts.ts';
import { hourMs } from './calendar.ts';
import { type Desk, later, type OpenStay } from './desk.ts';
import { leave } from './leaving.ts';
import type { Letter } from './letter.ts';
import type { Municipality } from './places.ts';
import { askReadiness } from './readiness.ts';
import { type Scene, type StayPlan, telling } from './scene.ts';

/** One stay from admission to the last letter about it, with all that may go wrong. */

const remember = (scene: Scene, letter: Letter | undefined): Letter | undefined => {
  scene.anchor ??= letter;
  return letter;
};

/** The notice of admission; wrong ones are cancelled and sent anew. */
const tellAdmission = (scene: Scene, stays: readonly OpenStay[], to: HandoverParty): Letter | undefined => {
  const { desk, plan } = scene;
  const { chance } = desk;
  const { ward: from, admitted, sure } = plan;
  const notice = (at: number, sent: number, smooth = false) =>
    desk.send({ type: 'LOG_INNLAGT', from, to: [to], sent, told: telling('1', at), stays, smooth });
  const soon = later(admitted, chance.between(0.05, 1.5));
  if (sure) return notice(admitted, soon, true);
  const fate = desk.fate({ right: 880, late: 55, lost: 40, wrong: 25 });
  if (fate === 'lost') {
    desk.fault('LOG_INNLAGT never sent');
    return undefined;
  }
  if (fate === 'late') {
    desk.fault('LOG_INNLAGT sent late');
    return notice(admitted, later(admitted, chance.between(2.2, 20)));
  }
  if (fate === 'right') return notice(admitted, soon);
  desk.fault('LOG_INNLAGT with a wrong time, cancelled');
  const wrong = notice(later(admitted, chance.between(-9, 0)), soon, true);
  if (wrong === undefined) return undefined;
  const corrected = later(wrong.sent, chance.between(0.5, 6));
  desk.send({
    type: 'LOG_INNLAGT',
    from,
    to: [to],
    sent: corrected,
    told: telling('1', admitted),
    stays,
    status: 'C',
    parent: wrong,
    changes: wrong,
    smooth: true,
  });
  return notice(admitted, later(corrected, 0.1), true);
};

/** The municipality's report of what it knows: asked for by the notice. */
const report = (scene: Scene, notice: Letter): void => {
  const { desk, plan, stay, nursing, wardAt, unwritten } = scene;
  const { chance } = desk;
  if (unwritten() || desk.fails('INNLEGGELSESRAPPORT never sent', 0.04)) return;
  const late = desk.fails('INNLEGGELSESRAPPORT sent late', 0.05);
  const sent = late
    ? later(Math.max(plan.admitted, notice.received), chance.between(25, 70))
    : later(notice.received, chance.between(0.2, 14));
  if (sent > plan.left) return;
  const empty = desk.fails('INNLEGGELSESRAPPORT without medicines', 0.08);
  const plans = plan.plans.filter(() => !desk.fails('plan not with the admission', 0.25));
  const from = nursing;
  const to = [wardAt(sent)];
  const base = {
    type: 'INNLEGGELSESRAPPORT',
    from,
    to,
    stays: [stay],
    until: plan.left,
    flags: plans,
  };
  const first = desk.send({
    ...base,
    sent,
    parent: notice,
    holds: [...plans, ...(empty ? [] : ['medicines'])],
    lacks: empty ? ['medicines'] : [],
  });
  if (first === undefined) return;
  const drops = !empty && desk.fails('medicines dropped by a change', 0.01);
  if (!drops && !(empty && chance.yes(0.5))) return;
  desk.send({
    ...base,
    sent: later(first.sent, chance.between(0.5, 20)),
    status: 'M',
    parent: first,
    changes: first,
    holds: [...plans, ...(drops ? [] : ['medicines'])],
    lacks: drops ? ['medicines'] : [],
    smooth: true,
  });
};

/** The early warning, put off with a reason, late, cancelled or never sent; the newest of what came, if any. */
const warn = (
  scene: Scene,
  to: HandoverParty,
  stays: readonly OpenStay[],
  notice: Letter | undefined,
): Letter | undefined => {
  const { desk, plan, wardAt, unwritten } = scene;
  const { chance } = desk;
  const { admitted, left, trust } = plan;
  const health = (sent: number) =>
    desk.send({
      type: 'HELSEOPPL_SOKNAD',
      from: wardAt(sent),
      to: [to],
      sent,
      stays,
      until: left,
      codes: [{ list: '9140', v: '1' }],
      ...(notice === undefined && chance.yes(0.5) && { told: telling('1', admitted) }),
      ...(notice !== undefined && notice.sent < sent && chance.yes(0.4) && { parent: notice }),
    });
  const fate = desk.fate({ right: 800, late: 70, never: 60, deferred: 30, need: 30, cancelled: 10 });
  const { anchor } = scene;
  let sent = later(admitted, chance.between(2, 22));
  if (fate === 'never') {
    if (unwritten()) return undefined;
    desk.fault('early warning never sent');
    return undefined;
  }
  if (fate === 'late') {
    desk.fault('early warning sent late');
    sent = later(admitted, chance.between(25, 80));
  }
  if (fate === 'deferred' && anchor !== undefined) {
    desk.deed('early-warning-deferred', later(admitted, chance.between(1, 22)), trust, anchor, stays[0]);
    sent = later(admitted, chance.between(24, 90));
  }
  if (fate === 'need' && anchor !== undefined) {
    const at = later(admitted, chance.between(2, 40));
    desk.deed('need-identified', at, trust, anchor, stays[0]);
    sent = later(at, chance.between(1, 40));
  }
  if (sent > left) return undefined;
  const first = health(sent);
  if (first === undefined || fate !== 'cancelled') return first;
  desk.fault('early warning cancelled');
  const { type, from, codes } = first;
  desk.send({
    type,
    from,
    to: first.to,
    codes,
    sent: later(first.sent, chance.between(0.5, 10)),
    stays,
    status: 'C',
    parent: first,
    changes: first,
    smooth: true,
  });
  return undefined;
};

/** Writes a whole stay. */
export const playStay = (desk: Desk, plan: StayPlan): OpenStay => {
  const { chance } = desk;
  const { municipality, kind, admitted, left } = plan;
  const stay = desk.openStay(municipality);
  const moved =
    plan.otherWard === undefined ? undefined : later(admitted, ((left - admitted) / hourMs) * 0.3);
  const scene: Scene = {
    desk,
    plan,
    stay,
    nursing: kind === 'psychiatric' ? municipality.mentalHealth : municipality.nursing,
    wardAt: (at) =>
      moved !== undefined && plan.otherWard !== undefined && at >= moved ? plan.otherWard : plan.ward,
    unwritten: () => stay.sharesRecord && chance.yes(0.5),
  };
  const notice =
    !plan.sure && scene.unwritten()
      ? undefined
      : remember(scene, tellAdmission(scene, [stay], scene.nursing));
  if (notice !== undefined) report(scene, notice);
  if (notice !== undefined && moved !== undefined && plan.otherWard !== undefined) {
    const sent = later(moved, chance.between(0.1, 1.5));
    desk.send({
      type: 'LOG_INNLAGT',
      from: plan.otherWard,
      to: [scene.nursing],
      sent,
      told: telling('1', moved),
      stays: [stay],
    });
  }
  if (kind !== 'acute') {
    const health = warn(scene, municipality.caseOffice, [stay], notice);
    remember(scene, health);
    askReadiness(scene, notice, health, moved);
  }
  const other = plan.second === undefined ? undefined : visitSecond(scene, plan.second);
  leave(scene, notice, other);
  return stay;
};

/** A second municipality hears of the admission and the need. */
const visitSecond = (
  scene: Scene,
  second: Municipality,
): { readonly stay: OpenStay; readonly nursing: HandoverParty } => {
  const stay = scene.desk.openStay(second);
  const there: Scene = { ...scene, stay, nursing: second.nursing };
  delete there.anchor;
  const notice = remember(there, tellAdmission(there, [stay], second.nursing));
  warn(there, second.caseOffice, [stay], notice);
  return { stay, nursing: second.nursing };
};
