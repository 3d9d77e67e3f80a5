import { describe, expect, it } from 'vitest';
import { isShown, ownPart } from '../../src/app/replay/own.ts';
import type { Judgement } from '../../src/domain/handover/compare.ts';
import type { HandoverMessage } from '../../src/domain/handover/facts.ts';
import type { HerId, MessageId } from '../../src/domain/ids.ts';
import {
  dps,
  fold,
  goodStay,
  gp,
  legevakt,
  message,
  municipality,
  otherHospital,
  rules,
  tsb,
  ward,
} from '../domain/handover/pathway.ts';

/** A stay with what lies between services of one side alone, and traffic about the patient elsewhere. */
const inner = message('tilsyn', 'DIALOG_HELSEFAGLIG', '2026-11-03 10:00', {
  sender: tsb,
  to: [ward],
  ref: 'klar',
});
const elsewhere = message('henv', 'HENVISNING', '2026-11-03 12:00', { sender: gp, to: [otherHospital] });
const messages: readonly HandoverMessage[] = [...goodStay, inner, elsewhere];

const judged = (): Judgement => {
  const parties = new Map<MessageId, readonly HerId[]>(
    messages.map(({ id, sender, receivers }) => [
      id,
      [sender, ...receivers].flatMap(({ enterprise }) => enterprise ?? []),
    ]),
  );
  return { ...fold({ messages, now: '2026-11-20 12:00' }), enterprises: (id) => parties.get(id) ?? [] };
};

const known = (enterprise: HerId): readonly string[] =>
  ownPart({ messages, acts: [] }, judged(), { enterprise, parties: [] }).messages.map(({ msgId }) => msgId);

describe('An enterprise tries drafts', () => {
  it('on the messages of its handovers, but not on what lies within the other side', () => {
    const ofStay = goodStay.map(({ msgId }) => msgId);
    expect(known(municipality)).toEqual(ofStay);
    expect(known(ward.enterprise!)).toEqual([...ofStay, 'tilsyn']);
  });

  it('on messages of its own where it has no part in a handover', () => {
    expect(known(gp.enterprise!)).toEqual(['epi', 'henv']);
    expect(known(otherHospital.enterprise!)).toEqual(['henv']);
    expect(known(legevakt.enterprise!)).toEqual([]);
  });

  it('and is shown what it owes, and what lies between both sides of its handovers', () => {
    const { catalogue } = rules;
    const shown = (enterprise: HerId, expectation: string, owes: HerId | undefined, name?: string) =>
      isShown(
        {
          holder: `x.${municipality}`,
          ofMessage: false,
          parties: [municipality, ward.enterprise!],
          at: new Date('2026-11-03T00:00:00Z'),
          ...(owes !== undefined && { enterprise: owes }),
        },
        { expectation, ...(name !== undefined && { case: name }) },
        catalogue,
        { own: { enterprise, parties: [] } },
      );
    expect(shown(municipality, 'admission-report', municipality)).toBe(true);
    expect(shown(ward.enterprise!, 'admission-report', municipality)).toBe(true);
    expect(shown(municipality, 'tsb-ward-consult', dps.enterprise!)).toBe(false);
    expect(shown(ward.enterprise!, 'tsb-ward-consult', dps.enterprise!)).toBe(true);
    expect(shown(gp.enterprise!, 'epikrise-1d', ward.enterprise!)).toBe(false);
    expect(shown(gp.enterprise!, 'gp-check-2w', gp.enterprise!)).toBe(true);
  });

  it('and of messages is shown all as their sender, and what it owes as their receiver', () => {
    const concern = {
      holder: 'x',
      ofMessage: true,
      parties: [gp.enterprise!, otherHospital.enterprise!, ward.enterprise!],
      enterprise: otherHospital.enterprise!,
      at: new Date('2026-11-03T00:00:00Z'),
    };
    const shown = (enterprise: HerId) =>
      isShown(concern, { expectation: 'apprec' }, rules.catalogue, { own: { enterprise, parties: [] } });
    expect([gp, otherHospital, ward].map(({ enterprise }) => shown(enterprise!))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
