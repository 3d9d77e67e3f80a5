import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { HerId } from '../../src/domain/ids.ts';
import { receiptStates, transportStates } from '../../src/domain/lifecycle.ts';
import type { MessageQuery } from '../../src/domain/search-store.ts';
import type { NewMessage } from '../../src/domain/store.ts';
import type { Backend } from '../helpers/backends.ts';
import { deliveryTo, idAt, newHerId, openStore, someMessage, start } from './store-fixtures.ts';

const dayMs = 86_400_000;
const letters = 80;
/** Longer than the longest stretch that is looked through at a time. */
const oldest = 600;
const types = ['EPIKRISE', 'LOG_DOD', 'DIALOG_SVAR'] as const;

interface Sent {
  readonly message: NewMessage;
  readonly hasFindings: boolean;
}

const arrived = new Set<string>(['acknowledged', 'sent']);

/** The search again, the plain way: one message after the other. */
const holds = (query: MessageQuery, { message, hasFindings }: Sent): boolean => {
  const { own, others, direction, type, transport, receipt, withFindings, from, to, before } = query;
  const isIn = (herIds: readonly HerId[] | undefined, herId: HerId) => herIds?.includes(herId) ?? true;
  const isSo = ({ state }: NewMessage['deliveries'][number]): boolean =>
    (transport === undefined || state.transport === transport) &&
    (receipt === undefined || state.receipt === receipt);
  const isAsked = transport !== undefined || receipt !== undefined;
  const { sender, deliveries } = message;
  const sent =
    direction !== 'received' &&
    isIn(own, sender) &&
    ((others === undefined && !isAsked) ||
      deliveries.some((each) => isIn(others, each.receiver) && isSo(each)));
  const got =
    direction !== 'sent' &&
    isIn(others, sender) &&
    deliveries.some(
      (each) =>
        isIn(own, each.receiver) && (own === undefined || arrived.has(each.state.transport)) && isSo(each),
    );
  return (
    (sent || got) &&
    (type === undefined || message.type === type) &&
    (withFindings !== true || hasFindings) &&
    (from === undefined || message.receivedAt >= from) &&
    (to === undefined || message.receivedAt < to) &&
    (before === undefined || message.id < before)
  );
};

/** Searches for messages by what stands around them. */
export function searchContract(open: () => Promise<Backend>): void {
  const parties = Array.from({ length: 5 }, () => newHerId());
  const all: Sent[] = [];

  beforeAll(async () => {
    const { pool } = await open();
    const { accept } = await openStore(pool);
    const some = fc.record({
      sender: fc.constantFrom(...parties),
      receivers: fc.uniqueArray(fc.constantFrom(...parties), { minLength: 1, maxLength: 3 }),
      type: fc.constantFrom(...types),
      minutes: fc.integer({ min: 0, max: oldest * 24 * 60 }),
      isRecent: fc.boolean(),
      hasFindings: fc.boolean(),
      transport: fc.constantFrom(...transportStates),
      receipt: fc.constantFrom(...receiptStates),
    });
    for (const each of fc.sample(some, { numRuns: letters, seed: 7 })) {
      const receivedAt = new Date(
        start.getTime() - (each.isRecent ? each.minutes / 60 : each.minutes) * 60_000,
      );
      const state = { transport: each.transport, receipt: each.receipt };
      const message = someMessage(
        {
          id: idAt(receivedAt),
          sender: each.sender,
          type: each.type,
          deliveries: each.receivers.map((receiver) => deliveryTo(receiver, { state })),
        },
        receivedAt,
      );
      await accept(message);
      if (each.hasFindings) {
        await pool.query(
          `insert into findings (message_id, position, rule, severity) values ($1, 0, 'some-rule', 'warning')`,
          [message.id],
        );
      }
      all.push({ message, hasFindings: each.hasFindings });
    }
  });

  const herIds = fc.uniqueArray(fc.constantFrom(...parties), { minLength: 1, maxLength: 2 });
  const days = fc.integer({ min: -1, max: oldest + 1 });
  const instants = days.map((day) => new Date(start.getTime() - day * dayMs));
  const filters = {
    own: herIds,
    others: herIds,
    direction: fc.constantFrom('sent', 'received'),
    type: fc.constantFrom(...types),
    transport: fc.constantFrom(...transportStates),
    receipt: fc.constantFrom(...receiptStates),
    withFindings: fc.constant(true),
    from: instants,
    to: instants,
    at: fc.nat({ max: letters - 1 }),
  } as const;
  type Filter = keyof typeof filters;
  const names = Object.keys(filters) as Filter[];
  // With more than a few at once, nothing would be found.
  const queries = fc
    .subarray(names, { maxLength: 4 })
    .chain((chosen) =>
      fc
        .record({ ...filters, limit: fc.constantFrom(1, 5, 50) }, { requiredKeys: ['limit', ...chosen] })
        .map(
          (all) =>
            Object.fromEntries(
              Object.entries(all).filter(([name]) => name === 'limit' || chosen.includes(name as Filter)),
            ) as typeof all,
        ),
    );

  test('a search finds the newest messages of which all holds that is asked for', async () => {
    const { searchMessages } = await openStore((await open()).pool);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(queries, async ({ at, direction, ...rest }) => {
        const before = at === undefined ? undefined : all[at]?.message.id;
        // Sent or received is said of one side: of nobody it says nothing.
        const hasSide = rest.own !== undefined || rest.others !== undefined;
        const query: MessageQuery = {
          ...rest,
          ...(direction !== undefined && hasSide && { direction }),
          ...(before !== undefined && { before }),
        };
        const expected = all
          .filter((each) => holds(query, each))
          .map(({ message }) => message.id)
          .toSorted()
          .toReversed()
          .slice(0, query.limit);
        found += expected.length;
        expect((await searchMessages(query)).map(({ message }) => message.id)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
    expect(found).toBeGreaterThan(100);
  });
}
