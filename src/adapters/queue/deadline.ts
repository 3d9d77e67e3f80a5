/**
 * Gives the promise's result, or rejects with `late()` after `ms` milliseconds. The work itself goes on: what
 * it still brings or throws is dropped.
 */
export function withDeadline<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
