import { hourMs } from './calendar.ts';
import { later } from './desk.ts';
import type { Letter } from './letter.ts';
import { type Scene, telling, untilMorning } from './scene.ts';

/** Readiness for discharge, the municipality's answer, withdrawal, and the next round. */

const update = (scene: Scene, sent: number, parent: Letter | undefined): Letter | undefined => {
  const { desk, plan, stay, wardAt } = scene;
  return desk.send({
    type: 'HELSEOPPL_SOKNAD',
    from: wardAt(sent),
    to: [plan.municipality.caseOffice],
    sent,
    stays: [stay],
    until: plan.left,
    codes: [{ list: '9140', v: '2' }],
    ...(parent !== undefined && parent.sent < sent && { parent }),
  });
};

/** The plan changes while the patient is there: told by an act, to be followed by new health information. */
const changePlan = (scene: Scene, health: Letter | undefined): void => {
  const { desk, plan, anchor, stay } = scene;
  const { chance } = desk;
  const days = (plan.left - plan.admitted) / (24 * hourMs);
  if (anchor === undefined || days < 3 || !chance.yes(0.12)) return;
  const at = later(plan.admitted, chance.between(26, days * 24 - 30));
  desk.deed('plan-changed', at, plan.trust, anchor, stay);
  if (desk.fails('change never told', 0.12)) return;
  update(
    scene,
    later(at, desk.fails('change told late', 0.12) ? chance.between(25, 29) : chance.between(0.5, 20)),
    health,
  );
};

/** The notice of readiness of one round; how it fared. */
const declare = (scene: Scene, ready: number, parent: Letter | undefined): Letter | undefined => {
  const { desk, plan, stay, wardAt, anchor, unwritten } = scene;
  const { chance } = desk;
  const dateOnly = chance.yes(0.06);
  if (anchor !== undefined && !dateOnly && chance.yes(0.3)) {
    desk.deed('ready-declared', ready, plan.trust, anchor, stay);
  }
  if (unwritten() || desk.fails('LOG_UTSKRIVNINGSKLAR never sent', 0.03)) return undefined;
  const late = desk.fails('LOG_UTSKRIVNINGSKLAR sent late', 0.06);
  const sent = later(ready, late ? chance.between(1.2, 7) : chance.between(0.05, 0.8));
  return desk.send({
    type: 'LOG_UTSKRIVNINGSKLAR',
    from: wardAt(sent),
    to: [plan.municipality.caseOffice],
    sent,
    stays: [stay],
    told: telling('3', ready, dateOnly),
    toldAdmission: plan.admitted,
    ...(parent !== undefined && parent.sent < sent && chance.yes(0.6) && { parent }),
  });
};

/** The municipality answers, or does not. */
const answer = (scene: Scene, notice: Letter): void => {
  const { desk, plan, stay, anchor } = scene;
  const { chance } = desk;
  const { caseOffice, enterprise } = plan.municipality;
  const ward = notice.from;
  const reply = (sent: number, says: 'can' | 'cannot' | 'unclear', parent: Letter | undefined) => {
    const type =
      parent === undefined
        ? 'DIALOG_NOTAT'
        : chance.pick(['DIALOG_NOTAT', 'DIALOG_NOTAT', 'LOG_TILBAKEMELDING', 'DIALOG_HELSEFAGLIG']);
    return desk.send({
      type,
      from: caseOffice,
      to: [ward],
      sent,
      reply: says,
      stays: [stay],
      ...(parent && { parent }),
    });
  };
  const fate = desk.fate({
    can: 640,
    cannot: 160,
    late: 60,
    never: 50,
    unclear: 40,
    early: 30,
    slow: 20,
  });
  if (fate === 'never') {
    desk.fault('reply never sent');
    return;
  }
  if (fate === 'early') {
    // Called by telephone before the notice got through; the reply may come before what it answers.
    desk.fault('reply before its notice');
    reply(later(notice.sent, chance.between(0.02, 0.5)), 'can', notice);
    return;
  }
  if (fate === 'late' || fate === 'slow') {
    desk.fault('reply sent late');
    const hours = untilMorning(notice.received, chance.between(7, 15)) + (fate === 'slow' ? 24 : 0);
    reply(later(notice.received, hours), 'can', notice);
    return;
  }
  const sent = later(notice.received, chance.between(0.1, 5));
  reply(sent, fate, fate !== 'cannot' && chance.yes(0.1) ? undefined : notice);
  if (fate !== 'cannot') return;
  const hours = chance.between(6, 60);
  const place = later(sent, hours);
  if (anchor !== undefined && chance.yes(0.7)) desk.deed('place-ready', place, enterprise, anchor, stay);
  if (desk.fails('offer never told', 0.12)) return;
  const waits = desk.fails('offer told late', 0.1) ? untilMorning(place, 9) + 2 : chance.between(0.1, 3);
  reply(later(place, waits), 'can', notice);
};

/** True when the patient was no longer ready, and the municipality told. */
const withdraw = (scene: Scene, notice: Letter | undefined, at: number): void => {
  const { desk, plan, stay, anchor, wardAt, unwritten } = scene;
  const { chance } = desk;
  if (anchor !== undefined && chance.yes(0.4)) desk.deed('no-longer-ready', at, plan.trust, anchor, stay);
  if (unwritten() || desk.fails('LOG_AVMELDING never sent', 0.04)) return;
  const late = desk.fails('LOG_AVMELDING sent late', 0.08);
  const sent = later(at, late ? chance.between(1.2, 9) : chance.between(0.05, 0.8));
  desk.send({
    type: 'LOG_AVMELDING',
    from: wardAt(sent),
    to: [plan.municipality.caseOffice],
    sent,
    stays: [stay],
    told: telling('4', at),
    ...(notice !== undefined && notice.sent < sent && chance.yes(0.8) && { parent: notice }),
  });
};

/** One to three rounds of readiness, in the last days of a stay. */
export const askReadiness = (
  scene: Scene,
  notice: Letter | undefined,
  health: Letter | undefined,
  moved: number | undefined,
): void => {
  const { desk, plan, stay, wardAt } = scene;
  const { chance } = desk;
  changePlan(scene, health);
  const hours = (plan.left - plan.admitted) / hourMs;
  if (hours < 40 || plan.ends === 'dead' || !chance.yes(0.9)) return;
  const rounds = hours > 150 && chance.yes(0.16) ? 2 : 1;
  const first = later(plan.left, -Math.min(hours * 0.5, chance.between(10, 90)) - (rounds - 1) * 50);
  for (let round = 1; round <= rounds; round += 1) {
    const ready = Math.max(later(first, (round - 1) * 50), (moved ?? plan.admitted) + 3 * hourMs);
    if (chance.yes(0.75)) update(scene, later(ready, -chance.between(0.5, 8)), health);
    const klar = declare(scene, ready, health ?? notice);
    scene.anchor ??= klar;
    if (klar !== undefined) answer(scene, klar);
    else if (chance.yes(0.3)) {
      desk.fault('reply without its notice');
      const sent = later(ready, chance.between(1, 6));
      desk.send({
        type: 'DIALOG_NOTAT',
        from: plan.municipality.caseOffice,
        to: [wardAt(sent)],
        sent,
        reply: 'can',
        stays: [stay],
      });
    }
    if (round < rounds) withdraw(scene, klar, later(ready, chance.between(3, 24)));
  }
};
