import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';

/** Filters that live in the address, so that they can be kept, shared and gone back to. `undefined` takes one away. */
export const useFilters = <Name extends string>(
  names: readonly Name[],
): readonly [
  Readonly<Partial<Record<Name, string>>>,
  (change: Partial<Record<Name, string | undefined>>) => void,
] => {
  const [params, setParams] = useSearchParams();
  const key = names.join();
  const filters = useMemo(
    () =>
      Object.fromEntries(
        key.split(',').flatMap((name) => {
          const value = params.get(name);
          return value === null ? [] : [[name, value]];
        }),
      ) as Partial<Record<Name, string>>,
    [params, key],
  );
  const change = useCallback(
    (next: Partial<Record<Name, string | undefined>>) => {
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries<string | undefined>(next)) {
            if (value === undefined || value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return [filters, change];
};
