import { type Outcome, outcomes, type Receipts } from './receipts.ts';

/** A flow in three columns: who sent, what became of it, who received. Heights are shares of the whole, from 0 to 1. */

/** Messages from one to another, by what became of them. */
export interface Stream {
  readonly sender: string;
  readonly receiver: string;
  readonly receipts: Receipts;
}

export interface Node {
  readonly key: string;
  readonly messages: number;
  readonly top: number;
  readonly height: number;
}

/** A band between two columns, by the tops of its two ends. */
interface Band {
  readonly from: string;
  readonly to: string;
  readonly outcome: Outcome;
  readonly messages: number;
  readonly fromTop: number;
  readonly toTop: number;
  readonly height: number;
}

export interface Flow {
  readonly total: number;
  readonly senders: readonly Node[];
  readonly outcomes: readonly Node[];
  readonly receivers: readonly Node[];
  readonly bands: readonly Band[];
}

/** The space between nodes of a column, of the whole height. */
const gap = 0.02;

type Sums = Map<string, Map<string, number>>;

const add = (sums: Sums, from: string, to: string, messages: number): void => {
  const row = sums.get(from) ?? new Map<string, number>();
  row.set(to, (row.get(to) ?? 0) + messages);
  sums.set(from, row);
};

const total = (row: ReadonlyMap<string, number>): number =>
  [...row.values()].reduce((sum, each) => sum + each, 0);

/** The greatest by name; the others together under `rest`, last. */
const greatest = (
  messages: ReadonlyMap<string, number>,
  most: number,
  rest: string,
): readonly [string, number][] => {
  const sorted = [...messages].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'nb'));
  if (sorted.length <= most) return sorted;
  const left = sorted.slice(most - 1).reduce((sum, [, each]) => sum + each, 0);
  return [...sorted.slice(0, most - 1), [rest, left]];
};

type Column = readonly (readonly [string, number])[];

/** What the gaps between the nodes of a column take. */
const gapsIn = (column: Column): number => gap * Math.max(0, column.length - 1);

/** A column's nodes below each other, amid the whole height; `unit` is the height of one message. */
const stacked = (column: Column, unit: number): readonly Node[] => {
  const sum = column.reduce((all, [, messages]) => all + messages, 0);
  let top = (1 - gapsIn(column) - sum * unit) / 2;
  return column.map(([key, messages]) => {
    const height = messages * unit;
    const node = { key, messages, top, height };
    top += height + gap;
    return node;
  });
};

const byName = (streams: readonly Stream[], end: 'sender' | 'receiver'): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const stream of streams) {
    const messages = outcomes.reduce((sum, outcome) => sum + stream.receipts[outcome], 0);
    sums.set(stream[end], (sums.get(stream[end]) ?? 0) + messages);
  }
  return sums;
};

/** Bands between two stacked columns, in the order of both, so that they do not cross more than they must. */
const bandsBetween = (
  left: readonly Node[],
  right: readonly Node[],
  sums: Sums,
  outcomeOf: (from: string, to: string) => Outcome,
): readonly Band[] => {
  const used = new Map<Node, number>();
  const take = (node: Node, messages: number): { readonly top: number; readonly height: number } => {
    const height = (messages / node.messages) * node.height;
    const before = used.get(node) ?? 0;
    used.set(node, before + height);
    return { top: node.top + before, height };
  };
  return left.flatMap((from) =>
    right.flatMap((to): readonly Band[] => {
      const messages = sums.get(from.key)?.get(to.key) ?? 0;
      if (messages === 0) return [];
      const { top: fromTop, height } = take(from, messages);
      const { top: toTop } = take(to, messages);
      const outcome = outcomeOf(from.key, to.key);
      return [{ from: from.key, to: to.key, outcome, messages, fromTop, toTop, height }];
    }),
  );
};

/** Lays a flow out: at most `most` names on each side, what is less under `rest`. */
export const layFlow = (streams: readonly Stream[], most: number, rest: string): Flow => {
  const senders = greatest(byName(streams, 'sender'), most, rest);
  const receivers = greatest(byName(streams, 'receiver'), most, rest);
  const named = (column: Column, name: string): string =>
    column.some(([key]) => key === name) ? name : rest;
  const given: Sums = new Map();
  const taken: Sums = new Map();
  for (const { sender, receiver, receipts } of streams) {
    for (const outcome of outcomes) {
      if (receipts[outcome] === 0) continue;
      add(given, named(senders, sender), outcome, receipts[outcome]);
      add(taken, outcome, named(receivers, receiver), receipts[outcome]);
    }
  }
  const middle = outcomes.flatMap((outcome): readonly [Outcome, number][] => {
    const messages = total(taken.get(outcome) ?? new Map());
    return messages === 0 ? [] : [[outcome, messages]];
  });
  const all = middle.reduce((sum, [, each]) => sum + each, 0);
  // One measure for all three, or a band would be thicker at one end: the column with most gaps fills the height.
  const room = 1 - Math.max(...[senders, middle, receivers].map(gapsIn));
  const unit = all === 0 ? 0 : room / all;
  const columns = {
    senders: stacked(senders, unit),
    outcomes: stacked(middle, unit),
    receivers: stacked(receivers, unit),
  };
  return {
    total: all,
    ...columns,
    bands: [
      ...bandsBetween(columns.senders, columns.outcomes, given, (_, to) => to as Outcome),
      ...bandsBetween(columns.outcomes, columns.receivers, taken, (from) => from as Outcome),
    ],
  };
};
