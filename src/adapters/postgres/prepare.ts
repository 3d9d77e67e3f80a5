import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Statements that one connection keeps ready; texts beyond that are parsed anew each time. */
const mostStatements = 256;
/** A text that comes once may never come again. */
const usesBefore = 2;
const featureNotSupported = '0A000';

/** Stands in a statement whose best plan hangs on its values: it is planned for them each time. */
export const planAnew = '/* planned anew */';

type Query = (
  text: string | { readonly name: string; readonly text: string; readonly values: readonly unknown[] },
  values?: readonly unknown[],
) => Promise<unknown>;

/** The columns of a table have changed under a statement that gives all of them: another version migrated it. */
const isOutdated = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === featureNotSupported;

/**
 * Has a connection keep its statements ready from their third use on: parsing and planning ours takes longer than
 * running them. Texts tell statements apart, so they must not hold values.
 */
export const prepareStatements = (client: pg.ClientBase): void => {
  const plain = client.query.bind(client) as Query;
  const uses = new Map<string, { readonly name: string; count: number }>();
  const named = async (name: string, text: string, values: readonly unknown[]): Promise<unknown> => {
    try {
      return await plain({ name, text, values });
    } catch (error) {
      if (!isOutdated(error)) throw error;
      uses.set(text, { name, count: Number.NEGATIVE_INFINITY });
      return plain(text, values);
    }
  };
  /** The place of one that is not ready, and so may never come again, is free for another. */
  const makeRoom = (): boolean => {
    if (uses.size < mostStatements) return true;
    for (const [text, { count }] of uses) {
      if (count <= usesBefore && count > 0) return uses.delete(text);
    }
    return false;
  };
  const query = (text: unknown, values: unknown, ...rest: readonly unknown[]): unknown => {
    const isOurs =
      typeof text === 'string' &&
      Array.isArray(values) &&
      values.length > 0 &&
      rest.length === 0 &&
      !text.includes(planAnew);
    if (!isOurs) return Reflect.apply(plain, client, [text, values, ...rest]);
    const known = uses.get(text);
    if (known === undefined) {
      if (makeRoom()) {
        uses.set(text, { name: createHash('sha1').update(text).digest('hex'), count: 1 });
      }
      return plain(text, values);
    }
    known.count += 1;
    return known.count > usesBefore ? named(known.name, text, values) : plain(text, values);
  };
  client.query = query as typeof client.query;
};
