import { expect, it } from 'vitest';
import {
  type DeliveryEventType,
  deliveryEvents,
  receiptMoves,
  receiptStates,
  transportMoves,
  transportStates,
} from '../../src/domain/lifecycle.ts';

const table = <S extends string>(
  title: string,
  states: readonly S[],
  moves: Readonly<Record<DeliveryEventType, Readonly<Partial<Record<S, S>>>>>,
): string =>
  [
    `## ${title}`,
    '',
    `| Event | ${states.join(' | ')} |`,
    `|---|${states.map(() => '---|').join('')}`,
    ...deliveryEvents.map(
      (event) =>
        `| ${event} | ${states
          .map((state) => {
            const next = moves[event][state];
            return next === undefined ? '' : next === state ? '·' : `→ ${next}`;
          })
          .join(' | ')} |`,
    ),
    '',
  ].join('\n');

const page = `# The life of a message towards one receiver

Made from \`src/domain/lifecycle.ts\` by \`npx vitest run test/docs -u\`; do not edit. A dot is an event that is possible
and leaves the state; an empty cell is one that cannot happen there: it is kept, flagged and without effect. An event is
possible only where both tables allow it.

${table('Transport', transportStates, transportMoves)}
${table('Receipt', receiptStates, receiptMoves)}`;

it('is drawn as the table in the code says', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/lifecycle.md');
});
