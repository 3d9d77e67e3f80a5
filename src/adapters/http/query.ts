import type { Request } from 'express';

/** A request's query parameters: names in any case, values in order. */
export type Query = (name: string) => readonly string[];

/** Reads the query string of a request. */
export const queryOf = (req: Request): Query => {
  const at = req.originalUrl.indexOf('?');
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(at === -1 ? '' : req.originalUrl.slice(at + 1))) {
    const key = name.toLowerCase();
    const others = values.get(key);
    if (others === undefined) values.set(key, [value]);
    else others.push(value);
  }
  return (name) => values.get(name.toLowerCase()) ?? [];
};
