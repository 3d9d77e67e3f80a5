interface Call<A, R> {
  readonly about: A;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One call made of those that come in the same turn of the event loop, `most` of them at a time: a statement for many
 * costs little more than one for one. `together` gives a result for each, in their order. When it fails, each is tried
 * by itself: one that always fails must not take the others with it.
 */
export const gathered = <A, R>(
  most: number,
  together: (all: readonly A[]) => Promise<readonly R[]>,
): ((one: A) => Promise<R>) => {
  let waiting: Call<A, R>[] = [];

  const settle = async (calls: readonly Call<A, R>[]): Promise<void> => {
    try {
      const results = await together(calls.map(({ about }) => about));
      for (const [place, { resolve }] of calls.entries()) resolve(results[place] as R);
    } catch (error) {
      if (calls.length === 1) for (const { reject } of calls) reject(error);
      else await Promise.all(calls.map((call) => settle([call])));
    }
  };
  const start = (): void => {
    const calls = waiting;
    waiting = [];
    for (let from = 0; from < calls.length; from += most) void settle(calls.slice(from, from + most));
  };
  return (about) =>
    new Promise((resolve, reject) => {
      waiting.push({ about, resolve, reject });
      if (waiting.length === 1) setImmediate(start);
    });
};
