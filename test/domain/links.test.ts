import { describe, expect, it } from 'vitest';
import { linksOf } from '../../src/domain/links.ts';
import type { LinkFacts } from '../../src/domain/links-facts.ts';
import {
  caseOffice,
  clinic,
  gp,
  linksIn,
  message,
  nursing,
  otherHospital,
  stranger,
  threadIn,
  ward,
} from './link-facts.ts';

const referral = (name: string, draft: Parameters<typeof message>[2] = {}): LinkFacts =>
  message(name, 'HENVISNING_NYTILSTAND', { sender: gp, receivers: [ward], ...draft });
const old = (name: string, draft: Parameters<typeof message>[2] = {}): LinkFacts =>
  referral(name, { type: 'HENVISNING', ...draft });
const summary = (name: string, draft: Parameters<typeof message>[2] = {}): LinkFacts =>
  message(name, 'EPIKRISE', { receivers: [gp], hours: 48, ...draft });
const ready = message('klar', 'LOG_UTSKRIVNINGSKLAR');
const reply = (name: string, draft: Parameters<typeof message>[2] = {}): LinkFacts =>
  message(name, 'DIALOG_NOTAT', { sender: caseOffice, receivers: [ward], hours: 1, ...draft });

describe('a reference', () => {
  it('to a message between the same two parties is certain, whatever the case of its id', () => {
    expect(linksIn(ready, reply('svar', { ref: ['KLAR', ' klar '] }))).toEqual([
      'svar parent klar certain',
      'svar conversation klar certain',
      'svar answers klar certain',
    ]);
  });

  it('from another unit of the enterprise that got the message is certain', () => {
    expect(linksIn(ready, reply('svar', { sender: nursing, ref: ['klar', 'klar'] }))).toContain(
      'svar answers klar certain',
    );
  });

  it.each([
    ['from who was no party to it', { sender: stranger }],
    ['to who was no party to it', { receivers: [stranger] }],
    ['between others', { sender: stranger, receivers: [otherHospital] }],
    ['from a unit whose enterprise nobody knows', { sender: { herId: stranger.herId } }],
  ])('%s is never certain', (_, parties) => {
    const links = linksIn(ready, reply('x', { ...parties, ref: ['klar', 'klar'] }));
    expect(links).toEqual(['x parent klar likely', 'x conversation klar likely', 'x answers klar likely']);
  });

  it('of a stranger becomes no surer by a message of its own between', () => {
    const own = reply('own', { sender: stranger, ref: ['klar', 'klar'] });
    const next = reply('next', { sender: stranger, hours: 2, ref: ['own', 'klar'] });
    expect(linksIn(ready, own, next)).toEqual(
      expect.arrayContaining(['next parent own certain', 'next conversation klar likely']),
    );
    expect(linksIn(ready, own, next).filter((link) => link.endsWith('klar certain'))).toEqual([]);
  });

  it('means the message of the right parties where a stranger has used the same MsgId', () => {
    const forged = message('klar', 'LOG_UTSKRIVNINGSKLAR', { sender: stranger, arrival: 1 });
    const answer = reply('svar', { receivers: [ward], ref: ['klar', 'klar'] });
    const links = linksOf(answer.id, [forged, ready, answer]);
    expect(links.map(({ to, confidence }) => [to, confidence])).toEqual(
      links.map(() => [ready.id, 'certain']),
    );
  });

  it('that two messages of the right parties might be is no link', () => {
    const twin = message('klar', 'LOG_AVMELDING', { sender: clinic, arrival: 1 });
    const answer = reply('svar', { ref: ['klar', 'klar'] });
    expect(linksOf(answer.id, [ready, twin, answer])).toEqual([]);
  });

  it('to the AppRec id of a message without hodemelding resolves, as its MsgId does', () => {
    const epikrise = summary('epi', { appRecId: 'doc-1', documentId: 'doc-1' });
    const question = (ref: string) =>
      message('spm', 'DIALOG_HELSEFAGLIG', { sender: gp, receivers: [ward], hours: 50, ref: [ref, ref] });
    expect(linksIn(epikrise, question('doc-1'))).toContain('spm parent epi certain');
    expect(linksIn(epikrise, question('epi'))).toContain('spm parent epi certain');
  });

  it('to a document id, where a MsgId belongs, is likely', () => {
    const changed = referral('m', { status: 'M', hours: 1, documentId: 'doc', ref: ['doc', 'doc'] });
    expect(linksIn(referral('n', { documentId: 'doc' }), changed)).toEqual([
      'm parent n likely',
      'm conversation n likely',
      'm replaces n certain',
    ]);
  });

  it('to nothing here is no link, and nothing is guessed in its place', () => {
    expect(linksIn(ready, reply('svar', { ref: ['gone', 'gone'] }))).toEqual([]);
  });
});

describe('a dialogue', () => {
  it('starts at the message that it is about, not at what that was about', () => {
    const first = referral('ref');
    const status = message('stat', 'DIALOG_STATUS_HENVISNING', {
      receivers: [gp],
      ref: ['ref', 'ref'],
      hours: 9,
    });
    const dialogue = { sender: gp, receivers: [ward] };
    const asked = message('q', 'DIALOG_HELSEFAGLIG', { ...dialogue, ref: ['stat', 'stat'], hours: 10 });
    const answer = message('a', 'DIALOG_HELSEFAGLIG', { receivers: [gp], ref: ['q', 'stat'], hours: 11 });
    const links = linksIn(first, status, asked, answer);
    expect(links).toEqual(
      expect.arrayContaining([
        'q conversation stat certain',
        'a parent q certain',
        'a conversation stat certain',
        'a answers q certain',
      ]),
    );
    expect(links.filter((link) => / ref /.test(link))).toEqual([
      'stat parent ref certain',
      'stat conversation ref certain',
      'stat answers ref certain',
    ]);
  });
});

describe('an epikrise', () => {
  it.each([
    ['a 1.x referral by its document id', old('ref', { documentId: 'doc' }), 'doc', 'certain'],
    ['a 2.0 referral by its MsgId', referral('ref', { documentId: 'doc' }), 'ref', 'certain'],
    ['a 1.x referral by its MsgId, though', old('ref', { documentId: 'doc' }), 'ref', 'likely'],
    ['a 2.0 referral by its document id, though', referral('ref', { documentId: 'doc' }), 'doc', 'likely'],
  ])('answers %s', (_, first, id, confidence) => {
    expect(linksIn(first, summary('epi', { answers: [id] }))).toEqual([`epi answers ref ${confidence}`]);
    expect(linksIn(first, summary('epi', { answers: [id], sender: clinic }))).toEqual([
      `epi answers ref ${confidence}`,
    ]);
  });

  it('answers the version of a referral that it was written on', () => {
    const versions = [
      old('n', { documentId: 'doc' }),
      old('m', { documentId: 'doc', status: 'M', hours: 2 }),
      old('late', { documentId: 'doc', status: 'M', hours: 90 }),
    ];
    expect(linksIn(...versions, summary('epi', { answers: ['doc'] }))).toContain('epi answers m certain');
  });

  it('answers nothing else that has the id, and a stranger’s referral not surely', () => {
    const notice = message('log', 'LOG_INNLAGT', { receivers: [gp] });
    expect(linksIn(notice, summary('epi', { answers: ['log'] }))).toEqual([]);
    const theirs = old('ref', { documentId: 'doc', sender: stranger, receivers: [otherHospital] });
    expect(linksIn(theirs, summary('epi', { answers: ['doc'] }))).toEqual(['epi answers ref likely']);
  });
});

describe('a status on a referral', () => {
  const first = referral('ref');
  const onward = message('vid', 'HENVISNING_VIDERE', {
    receivers: [otherHospital],
    ref: ['ref', 'ref'],
    hours: 24,
  });
  const status = (name: string, draft: Parameters<typeof message>[2]) =>
    message(name, 'DIALOG_STATUS_HENVISNING', { sender: otherHospital, hours: 48, ...draft });

  it('answers the forwarded referral, in the conversation of the first one, which its sender never saw', () => {
    const assessed = status('stat', { receivers: [ward, gp], ref: ['vid', 'ref'] });
    expect(linksIn(first, onward, assessed)).toEqual([
      'vid parent ref certain',
      'vid conversation ref certain',
      'stat parent vid certain',
      'stat conversation ref certain',
      'stat answers vid certain',
    ]);
  });

  it('goes to the first referrer alone where the referral was mis-sent', () => {
    const assessed = status('stat', { receivers: [gp], ref: ['vid', 'ref'] });
    expect(linksIn(first, onward, assessed)).toEqual(
      expect.arrayContaining(['stat parent vid certain', 'stat conversation ref certain']),
    );
  });

  it('updates the status before, and answers what that answered', () => {
    const one = status('s1', { receivers: [ward], ref: ['vid', 'ref'] });
    const two = status('s2', { receivers: [ward], ref: ['s1', 'ref'], hours: 72 });
    expect(linksIn(first, onward, one, two)).toEqual(
      expect.arrayContaining(['s2 parent s1 certain', 's2 answers vid certain']),
    );
    expect(linksIn(first, two)).toEqual(['s2 conversation ref likely', 's2 answers ref likely']);
  });
});

describe('an answer', () => {
  const question = message('q', 'DIALOG_FORESPORSEL', {
    sender: nursing,
    receivers: [gp],
    documentId: 'dok-q',
  });
  const parties = { sender: gp, receivers: [nursing], hours: 5 };

  it('answers its question by DokIdForesp, or by reference', () => {
    expect(linksIn(question, message('a', 'DIALOG_SVAR', { ...parties, answers: ['DOK-Q'] }))).toEqual([
      'a answers q certain',
    ]);
    expect(
      linksIn(question, message('a', 'MEDISINSKE_OPPLYSNINGER', { ...parties, ref: ['q', 'q'] })),
    ).toContain('a answers q certain');
  });

  it('of an admission is the report on it, and stays so when it is changed', () => {
    const admitted = message('inn', 'LOG_INNLAGT', { receivers: [nursing] });
    const report = message('rap', 'INNLEGGELSESRAPPORT', {
      sender: nursing,
      receivers: [ward],
      hours: 3,
      ref: ['inn', 'inn'],
    });
    const changed = { ...report, ...message('rap2', report.type, { ref: ['rap', 'inn'], hours: 6 }) };
    const again: LinkFacts = { ...changed, status: 'M', sender: nursing, receivers: [ward] };
    expect(linksIn(admitted, report, again)).toEqual(
      expect.arrayContaining([
        'rap answers inn certain',
        'rap2 answers inn certain',
        'rap2 replaces rap certain',
      ]),
    );
  });
});

describe('without references', () => {
  it('the messages of a stay follow each other, possibly', () => {
    const stay = [
      message('inn', 'LOG_INNLAGT', { receivers: [nursing] }),
      message('hel', 'HELSEOPPL_SOKNAD', { hours: 5 }),
      message('klar', 'LOG_UTSKRIVNINGSKLAR', { hours: 30 }),
      reply('kan', { hours: 31 }),
      message('avm', 'LOG_AVMELDING', { hours: 40 }),
      message('ut', 'LOG_UTSKREVET', { hours: 70, receivers: [nursing] }),
    ];
    expect(linksIn(...stay)).toEqual([
      'hel parent inn possible',
      'klar parent hel possible',
      'kan answers klar possible',
      'avm parent klar possible',
      'ut parent avm possible',
    ]);
    expect(threadIn(...stay)).toHaveLength(6);
  });

  it.each<[string, Partial<LinkFacts>]>([
    ['of another patient', { patient: 'b2'.repeat(32) as never }],
    ['from others', { sender: stranger }],
    ['to others', { receivers: [stranger] }],
    ['sent before', { sentAt: new Date('2026-11-01T00:00:00Z') }],
    ['sent long after', { sentAt: new Date('2026-12-24T00:00:00Z') }],
    ['that was rejected', { stands: false }],
  ])('one %s follows nothing', (_, rest) => {
    expect(linksIn(ready, { ...reply('svar'), ...rest })).toEqual([]);
  });

  it('nobody is linked who names no patient', () => {
    const { patient: _, ...nobody } = reply('svar');
    const { patient: __, ...notice } = ready;
    expect(linksIn(notice, nobody)).toEqual([]);
  });

  it('a cancellation is of the last message like it, possibly, and puts nothing out of force', () => {
    const sent = message('inn', 'LOG_INNLAGT');
    const cancelled = message('inn2', 'LOG_INNLAGT', { status: 'C', hours: 1 });
    expect(linksIn(sent, cancelled)).toEqual(['inn2 cancels inn possible']);
    expect(threadIn(sent, cancelled)).toEqual(['inn effective', 'inn2 cancellation-first']);
  });
});
