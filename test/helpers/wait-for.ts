/** Bounds of a wait, in milliseconds. */
export interface WaitBounds {
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/** Waits until `check` gives something other than `false` or `undefined`, and gives that; fails after `withinMs`. */
export async function waitFor<T>(
  what: string,
  check: () => T | false | undefined | Promise<T | false | undefined>,
  { withinMs = 10_000, everyMs = 20 }: WaitBounds = {},
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== false && found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** A promise with its handles, to await what a callback reports; fails after `withinMs`. */
export function expected<T>(
  what: string,
  withinMs = 10_000,
): { promise: Promise<T>; arrive(value: T): void } {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(`waited ${withinMs} ms in vain for ${what}`)), withinMs);
  return {
    promise,
    arrive(value) {
      clearTimeout(timer);
      resolve(value);
    },
  };
}
