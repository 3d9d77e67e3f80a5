import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linksAmong } from '../../src/domain/links.ts';
import { type LinkFacts, sameParty } from '../../src/domain/links-facts.ts';
import { threadOf } from '../../src/domain/links-thread.ts';
import {
  caseOffice,
  clinic,
  gp,
  idOf,
  message,
  nursing,
  otherHospital,
  patient,
  stranger,
  ward,
} from './link-facts.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;
const anyId = fc.constantFrom(...names, 'gone', 'doc-1', 'doc-2');
const parties = fc.constantFrom(gp, ward, clinic, caseOffice, nursing, otherHospital, stranger);
const types = fc.constantFrom(
  'HELSEOPPL_SOKNAD',
  'LOG_UTSKRIVNINGSKLAR',
  'DIALOG_NOTAT',
  'HENVISNING',
  'HENVISNING_VIDERE',
  'DIALOG_STATUS_HENVISNING',
  'EPIKRISE',
  'unsupported',
);

/** One message of any sort: its references may lead to itself, in circles, to strangers and to nothing. */
const anyMessage = (name: string): fc.Arbitrary<LinkFacts> =>
  fc
    .record(
      {
        type: types,
        status: fc.constantFrom('N' as const, 'M' as const, 'C' as const),
        sender: parties,
        receivers: fc.array(parties, { minLength: 1, maxLength: 2 }),
        hours: fc.integer({ min: 0, max: 4 }),
        answers: fc.array(anyId, { maxLength: 2 }),
        stands: fc.boolean(),
        documentId: fc.constantFrom('doc-1', 'doc-2'),
        appRecId: fc.constantFrom('doc-1', 'doc-2'),
        ref: fc.tuple(anyId, anyId),
      },
      { requiredKeys: ['type', 'status', 'sender', 'receivers', 'hours', 'answers', 'stands'] },
    )
    .map(({ type, ...rest }) => message(name, type, rest));

const anyMessages = fc.tuple(...names.map(anyMessage));

/** The same messages as they would be stored had they come in this order. */
const arrived = (messages: readonly LinkFacts[]): readonly LinkFacts[] =>
  messages.map((one, arrival) => ({ ...one, id: idOf(one.msgId, arrival + 1) }));

/** What a thread says, in MsgIds: arrival gives everything else its id. */
const told = (messages: readonly LinkFacts[], about: string) => {
  const nameOf = (id: string | undefined) => messages.find((one) => one.id === id)?.msgId;
  const id = messages.find(({ msgId }) => msgId === about)?.id ?? idOf('none');
  return threadOf(id, messages).map(({ message: one, state, under, links, missing }) => ({
    msgId: one.msgId,
    state,
    under: nameOf(under),
    links: links.map(({ to, relation, confidence }) => `${relation} ${nameOf(to)} ${confidence}`).sort(),
    missing,
  }));
};

it('gives the same thread in whatever order the messages came, also when some are given twice', () => {
  fc.assert(
    fc.property(
      anyMessages.chain((messages) =>
        fc.record({
          messages: fc.constant(messages),
          order: fc.shuffledSubarray(messages, { minLength: messages.length }),
          about: fc.constantFrom(...names),
        }),
      ),
      ({ messages, order, about }) => {
        const other = arrived(order);
        expect(told([...other, ...other.slice(2)], about)).toEqual(told(arrived(messages), about));
      },
    ),
    { numRuns: 400 },
  );
});

it('links only different messages that are here, each once, and a certain link never a stranger’s', () => {
  fc.assert(
    fc.property(anyMessages, (given) => {
      const { links } = linksAmong(given);
      const byId = new Map(given.map((one) => [one.id, one]));
      const said = links.map(({ from, relation, to }) => `${from} ${relation} ${to}`);
      expect(new Set(said).size).toBe(said.length);
      for (const { from, to, relation, confidence } of links) {
        const [one, other] = [byId.get(from), byId.get(to)];
        expect(from === to || one === undefined || other === undefined).toBe(false);
        if (one === undefined || other === undefined) continue;
        const knows = [other.sender, ...other.receivers].some((party) => sameParty(party, one.sender));
        if (relation === 'replaces' || relation === 'cancels') {
          expect([one.type, sameParty(one.sender, other.sender)]).toEqual([other.type, true]);
        }
        // Whoever was no party to a message is let into its conversation by a certain message to itself.
        if (confidence === 'certain' && !knows) {
          const via = links.filter((link) => link.from === from && link.confidence === 'certain');
          expect(via.some(({ to: next }) => next !== to)).toBe(true);
        }
      }
    }),
    { numRuns: 400 },
  );
});

it('a stranger’s messages leave every other message as it was', () => {
  const insiders = fc.tuple(...names.slice(0, 4).map(anyMessage)).map((messages) =>
    messages.map((one) => ({
      ...one,
      sender: one.sender === stranger ? ward : one.sender,
      receivers: one.receivers.map((party) => (party === stranger ? gp : party)),
    })),
  );
  const outsiders = fc
    .tuple(...names.slice(4).map(anyMessage))
    .map((messages) => messages.map((one) => ({ ...one, sender: stranger, patient })));
  fc.assert(
    fc.property(insiders, outsiders, (inside, outside) => {
      const states = (messages: readonly LinkFacts[]) =>
        inside.map(({ id }) => threadOf(id, messages).find((entry) => entry.message.id === id)?.state);
      expect(states([...inside, ...outside])).toEqual(states(inside));
      const certain = linksAmong([...inside, ...outside]).links.filter(
        ({ from, to, confidence }) =>
          confidence === 'certain' &&
          outside.some(({ id }) => id === from) &&
          inside.some(({ id }) => id === to),
      );
      expect(certain).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
