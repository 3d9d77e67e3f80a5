import { describe, expect, it } from 'vitest';
import { threadOf } from '../../src/domain/links-thread.ts';
import {
  caseOffice,
  clinic,
  gp,
  linksIn,
  message,
  otherHospital,
  stranger,
  threadIn,
  ward,
} from './link-facts.ts';

const plo = (name: string, status: 'N' | 'M' | 'C', hours: number, ref?: readonly [string, string]) =>
  message(name, 'HELSEOPPL_SOKNAD', { status, hours, ...(ref && { ref }) });
const epikrise = (name: string, status: 'N' | 'M' | 'C', hours: number, documentId = 'doc') =>
  message(name, 'EPIKRISE', { status, hours, documentId, receivers: [gp] });

describe('versions by document id', () => {
  it('a change replaces, and a cancellation cancels, every version before it', () => {
    const [n, m, c] = [epikrise('n', 'N', 0), epikrise('m', 'M', 1), epikrise('c', 'C', 2)];
    expect(linksIn(n, m, c)).toEqual(['m replaces n certain', 'c cancels n certain', 'c cancels m certain']);
    expect(threadIn(n, m)).toEqual(['n superseded', 'm effective']);
    expect(threadIn(n, m, c)).toEqual(['n cancelled', 'm cancelled', 'c cancellation']);
  });

  it('one that comes before its original waits for it, and hits it when it is here', () => {
    const early = { ...epikrise('c', 'C', 2), arrival: 0 };
    expect(threadIn(early)).toEqual(['c cancellation-first']);
    expect(threadIn(early, epikrise('n', 'N', 0))).toEqual(['n cancelled', 'c cancellation']);
    expect(threadOf(early.id, [epikrise('m', 'M', 1)])).toEqual([]);
    expect(threadIn(epikrise('m', 'M', 1))).toEqual(['m effective']);
  });

  it('a new one after a cancellation stands', () => {
    expect(threadIn(epikrise('n', 'N', 0), epikrise('c', 'C', 1), epikrise('n2', 'N', 2))).toEqual([
      'n cancelled',
      'c cancellation',
      'n2 effective',
    ]);
  });

  it('another unit of the enterprise may change it, likely', () => {
    const changed = { ...epikrise('m', 'M', 1), sender: clinic };
    expect(linksIn(epikrise('n', 'N', 0), changed)).toEqual(['m replaces n likely']);
  });

  it.each([
    ['another sender with the same id', { sender: stranger }],
    ['another function with the same id', { type: 'HENVISNING' }],
    ['another document', { documentId: 'other' }],
    ['a rejected message', { stands: false }],
  ])('%s changes nothing', (_, rest) => {
    expect(linksIn(epikrise('n', 'N', 0), { ...epikrise('c', 'C', 1), ...rest })).toEqual([]);
  });
});

describe('versions by reference', () => {
  const [n, m, c] = [plo('n', 'N', 0), plo('m', 'M', 1, ['n', 'n']), plo('c', 'C', 2, ['m', 'n'])];

  it('a cancellation of a change cancels both', () => {
    expect(threadIn(n, m, c)).toEqual(['n cancelled', 'm cancelled', 'c cancellation']);
  });

  it('a cancellation of a change that has not come cancels the only original of its conversation', () => {
    expect(linksIn(n, c)).toEqual(['c conversation n certain', 'c cancels n likely']);
    expect(threadIn(n, c)).toEqual(['n cancelled', 'c cancellation']);
  });

  it('but none of several, before it is known which', () => {
    const again = plo('n2', 'N', 1, ['n', 'n']);
    const ofChange = plo('c', 'C', 3, ['m2', 'n']);
    expect(threadIn(n, again, ofChange)).toEqual(['n effective', 'n2 effective', 'c cancellation-first']);
    expect(threadIn(n, again, plo('m2', 'M', 2, ['n2', 'n']), ofChange)).toEqual([
      'n effective',
      'n2 cancelled',
      'm2 cancelled',
      'c cancellation',
    ]);
  });

  it('changes that all refer to the original replace one another', () => {
    const later = plo('m2', 'M', 3, ['n', 'n']);
    expect(threadIn(n, m, later)).toEqual(['n superseded', 'm superseded', 'm2 effective']);
  });

  it('never the whole conversation: only its own function is hit', () => {
    const notice = message('klar', 'LOG_UTSKRIVNINGSKLAR', { hours: 3, ref: ['m', 'n'] });
    const answer = message('svar', 'DIALOG_NOTAT', {
      sender: caseOffice,
      receivers: [ward],
      hours: 4,
      ref: ['klar', 'n'],
    });
    const withdrawn = message('ck', 'LOG_UTSKRIVNINGSKLAR', { status: 'C', hours: 5, ref: ['klar', 'n'] });
    expect(threadIn(n, m, notice, answer, withdrawn)).toEqual([
      'n superseded',
      'm effective',
      'klar cancelled',
      'svar effective',
      'ck cancellation',
    ]);
  });

  it('a stranger cancels nothing, though its reference names the message', () => {
    const theirs = { ...c, sender: stranger, receivers: [caseOffice] };
    expect(threadIn(n, m, theirs)).toEqual(['n superseded', 'm effective', 'c cancellation-first']);
  });

  it('a change whose clock is behind comes after what it changes all the same', () => {
    expect(threadIn(n, plo('m', 'M', -5, ['n', 'n']))).toEqual(['n superseded', 'm effective']);
  });

  it('a referral with hodemelding is changed by either', () => {
    const referral = (name: string, status: 'N' | 'M' | 'C', hours: number, rest = {}) =>
      message(name, 'HENVISNING_NYTILSTAND', {
        sender: gp,
        receivers: [otherHospital],
        status,
        hours,
        ...rest,
      });
    const first = referral('n', 'N', 0, { documentId: 'doc' });
    expect(threadIn(first, referral('m', 'M', 1, { documentId: 'doc' }))).toEqual([
      'n superseded',
      'm effective',
    ]);
    expect(threadIn(first, referral('c', 'C', 1, { documentId: 'x', ref: ['n', 'n'] }))).toEqual([
      'n cancelled',
      'c cancellation',
    ]);
  });
});

describe('a thread', () => {
  const first = message('n', 'HELSEOPPL_SOKNAD');
  const second = message('klar', 'LOG_UTSKRIVNINGSKLAR', { hours: 1, ref: ['n', 'n'] });
  const third = message('avm', 'LOG_AVMELDING', { hours: 2, ref: ['klar', 'n'] });

  it('is the same for all that belong to it, each under the one it follows', () => {
    for (const { id } of [first, second, third]) {
      expect(
        threadOf(id, [third, first, second]).map(({ message: one, under }) => [one.msgId, under]),
      ).toEqual([
        ['n', undefined],
        ['klar', first.id],
        ['avm', second.id],
      ]);
    }
  });

  it('holds nothing that has no link to it', () => {
    const other = message('x', 'HELSEOPPL_SOKNAD', { sender: otherHospital });
    expect(threadIn(first, second, other)).toEqual(['n effective', 'klar effective']);
  });

  it('tells which references lead to nothing here', () => {
    const epikriseOf = message('epi', 'EPIKRISE', { receivers: [gp], answers: ['ref', 'gone'] });
    const referral = message('ref', 'HENVISNING_VIDERE', {
      sender: gp,
      receivers: [ward],
      hours: -9,
      ref: ['lost', 'lost'],
    });
    expect(
      threadOf(referral.id, [referral, epikriseOf]).map(({ message: one, missing }) => [one.msgId, missing]),
    ).toEqual([
      ['ref', ['parent', 'conversation']],
      ['epi', ['answers']],
    ]);
  });

  it('holds the messages of one conversation whose first message is not here, but not a stranger’s', () => {
    const theirs = message('x', 'LOG_AVMELDING', { sender: stranger, ref: ['n', 'n'] });
    const fourth = message('svar', 'DIALOG_NOTAT', {
      sender: caseOffice,
      receivers: [ward],
      hours: 9,
      ref: ['gone', 'n'],
    });
    expect(threadIn(second, fourth, theirs)).toEqual(['klar effective', 'svar effective']);
  });

  it('leaves out what the reader may not see, with all that it did', () => {
    const cancelled = message('c', 'HELSEOPPL_SOKNAD', { status: 'C', hours: 3, ref: ['n', 'n'] });
    const thread = threadOf(first.id, [first, second, third, cancelled], ({ msgId }) =>
      ['n', 'avm'].includes(msgId),
    );
    expect(
      thread.map(({ message: one, state, links, missing }) => [one.msgId, state, links.length, missing]),
    ).toEqual([
      ['n', 'effective', 0, []],
      ['avm', 'effective', 1, ['parent']],
    ]);
  });

  it('is empty for who may not see the message itself, or when it is not here', () => {
    expect(threadOf(first.id, [first, second], () => false)).toEqual([]);
    expect(threadOf(first.id, [])).toEqual([]);
  });
});
