import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppRecParty } from '../../src/domain/app-rec.ts';
import { type CandidateMessage, correlate, originalIdForms } from '../../src/domain/correlate.ts';
import { type HerId, herId } from '../../src/domain/ids.ts';
import type { Ident } from '../../src/domain/message.ts';

const id = (value: number): HerId => herId(value)!;
const her = (value: number): Ident => ({ id: String(value), type: { v: 'HER' } });
const local: Ident = { id: 'L-7', type: { v: 'LAV' } };

const issueDate = '2026-11-21T10:00:00';
const original = { type: { v: 'EPIKRISE' }, issueDate, id: 'a' };
const primary = { herId: id(101), role: 'primary', enterprise: id(100) } as const;
const copy = { herId: id(202), role: 'copy', enterprise: id(200), idents: [local] } as const;
const message = (more: Partial<CandidateMessage> = {}): CandidateMessage => ({
  id: 'm1',
  isAppRec: false,
  issueDate,
  receivers: [primary, copy],
  ...more,
});

const answer = (sender: AppRecParty, ...candidates: CandidateMessage[]): string => {
  const result = correlate({ sender, original }, candidates);
  return result.ok
    ? `${result.value.id} ${result.value.receiver}`
    : `${result.fault.code} ${result.fault.params?.herId ?? ''}`.trim();
};

describe('an AppRec answers for the receiver', () => {
  it.each<[string, AppRecParty, string]>([
    [
      'whose HER-id its Dept has',
      { inst: { idents: [her(200)] }, depts: [{ idents: [her(202)] }] },
      'm1 202',
    ],
    [
      'whose HER-id its HCPerson has',
      { inst: { idents: [her(100)] }, persons: [{ idents: [her(101)] }] },
      'm1 101',
    ],
    ['whose HER-id its HCProf has', { professional: { idents: [her(202)] } }, 'm1 202'],
    ['whose HER-id its Inst has', { inst: { idents: [local, her(101)] } }, 'm1 101'],
    ['in the enterprise its Inst names', { inst: { idents: [her(200)] } }, 'm1 202'],
    ['whose role it has, when it has no HER-id', { role: { v: 'COP' }, inst: { idents: [] } }, 'm1 202'],
    ['that was the primary one, in either version', { role: { v: 'PRIM' } }, 'm1 101'],
    ['that was the primary one, as SPR', { role: { v: 'SPR' } }, 'm1 101'],
    ['that was the primary one, as REQ', { role: { v: 'REQ' } }, 'm1 101'],
    [
      'whose other id it has, when it has neither HER-id nor Role',
      { depts: [{ idents: [local] }] },
      'm1 202',
    ],
  ])('%s', (_, sender, expected) => {
    expect(answer(sender, message())).toBe(expected);
  });

  it('that is the only one there is, when it says nothing of itself', () => {
    expect(answer({}, message({ receivers: [copy] }))).toBe('m1 202');
    expect(answer({ role: { v: 'PRIM' } }, message({ receivers: [copy] }))).toBe('m1 202');
  });

  it('that its level-2 HER-id names, whatever its Role says', () => {
    expect(answer({ role: { v: 'COP' }, depts: [{ idents: [her(101)] }] }, message())).toBe('m1 101');
  });
});

describe('an AppRec is from no receiver of the message', () => {
  it.each<[string, AppRecParty, string]>([
    [
      'when its level-2 HER-id is a stranger’s',
      { depts: [{ idents: [her(909)] }] },
      'apprec-not-receiver 909',
    ],
    ['when its enterprise is a stranger’s', { inst: { idents: [her(900)] } }, 'apprec-not-receiver 900'],
    ['when several might be meant', {}, 'apprec-not-receiver'],
  ])('%s', (_, sender, expected) => {
    expect(answer(sender, message())).toBe(expected);
  });

  it('when its level-2 HER-id is a stranger’s, though there is only one receiver', () => {
    expect(answer({ depts: [{ idents: [her(909)] }] }, message({ receivers: [copy] }))).toBe(
      'apprec-not-receiver 909',
    );
  });
});

describe('an AppRec answers the message', () => {
  const sender = { depts: [{ idents: [her(101)] }] };

  it('that alone has the id, however its date is written', () => {
    expect(answer(sender, message({ issueDate: '2026-11-21T09:00:00.5Z' }))).toBe('m1 101');
  });

  it('with its IssueDate, where several have one document id', () => {
    const other = message({ id: 'm2', issueDate: '2026-11-20T10:00:00' });
    expect(answer(sender, other, message())).toBe('m1 101');
    expect(answer(sender, other, message({ issueDate: '2026-11-21T10:00:00+01:00' }))).toBe('m1 101');
    expect(answer(sender, other, message({ issueDate: '2026-11-21T09:00:00Z' }))).toBe('m1 101');
    expect(answer(sender, other, { ...other, id: 'm3' })).toBe('apprec-original-unknown');
  });

  it('whose receiver it comes from, where several have one id and date', () => {
    expect(answer(sender, message({ id: 'm2', receivers: [copy] }), message())).toBe('m1 101');
  });

  it('and no other: none is unknown, an AppRec is not answered', () => {
    expect(answer(sender)).toBe('apprec-original-unknown');
    expect(answer(sender, message({ isAppRec: true }))).toBe('apprec-on-apprec');
    expect(answer(sender, message({ isAppRec: true, id: 'm2' }), message())).toBe('m1 101');
  });

  it('that is among the candidates, and a receiver that it has', () => {
    const ids = fc.integer({ min: 100, max: 106 });
    const idents = fc.array(fc.oneof(ids.map(her), fc.constant(local)), { maxLength: 2 });
    const unit = fc.option(
      idents.map((list) => ({ idents: list })),
      { nil: undefined },
    );
    const parties = fc.record({
      inst: unit,
      depts: fc.option(
        fc.array(
          idents.map((list) => ({ idents: list })),
          { maxLength: 2 },
        ),
        { nil: undefined },
      ),
      role: fc.constantFrom(undefined, { v: 'COP' }, { v: 'PRIM' }),
    });
    const receivers = fc.array(
      fc.record({
        herId: ids.map(id),
        role: fc.constantFrom('primary' as const, 'copy' as const),
        enterprise: ids.map(id),
      }),
      { maxLength: 3 },
    );
    const candidates = fc.array(
      fc.record({
        id: fc.uuid(),
        isAppRec: fc.boolean(),
        issueDate: fc.constantFrom(issueDate, 'x'),
        receivers,
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(parties, candidates, ({ inst, depts, role }, messages) => {
        const party = { ...(inst && { inst }), ...(depts && { depts }), ...(role && { role }) };
        const result = correlate({ sender: party, original }, messages);
        if (!result.ok) return;
        const found = messages.find((candidate) => candidate.id === result.value.id);
        expect(found?.isAppRec).toBe(false);
        expect(found?.receivers.map((receiver) => receiver.herId)).toContain(result.value.receiver);
      }),
    );
  });
});

describe('the id of an original', () => {
  it('is looked up with dashes too where the AppRec left them out', () => {
    expect(originalIdForms('0F8FAD5BD9CB469FA16570867728950E')).toEqual([
      '0F8FAD5BD9CB469FA16570867728950E',
      '0F8FAD5B-D9CB-469F-A165-70867728950E',
    ]);
    expect(originalIdForms('0f8fad5b-d9cb-469f-a165-70867728950e')).toHaveLength(1);
    expect(originalIdForms('EPI-17')).toEqual(['EPI-17']);
  });
});
