/** Nodes that one evaluation may look at, half a second at most: rules are data and may be anyone's draft. */
const allowed = 10_000_000;

let left = 0;

/** Starts an evaluation. */
export const startSpending = (): void => {
  left = allowed;
};

/** Takes the cost of looking at so many nodes; throws when the evaluation has had all that it may. */
export const spend = (nodes: number): void => {
  left -= nodes;
  if (left < 0) throw new Error('XPath took too many steps');
};
