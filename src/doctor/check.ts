/** What one check found. Holds figures, names and codes; never a secret, never an address with its password. */
export interface Check {
  readonly name: CheckName;
  /** `warn`: it works, but not for long or not well. `fail`: the gateway cannot run so. */
  readonly verdict: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What the operator can do; only when there is something. */
  readonly todo?: string;
}

export type CheckName =
  | 'configuration'
  | 'keys'
  | 'standards'
  | 'storage'
  | 'migrations'
  | 'partitions'
  | 'directory'
  | 'clock'
  | 'queue'
  | 'disk'
  | 'port';

export const ok = (name: CheckName, found: string): Check => ({ name, verdict: 'ok', found });
export const warn = (name: CheckName, found: string, todo: string): Check => ({
  name,
  verdict: 'warn',
  found,
  todo,
});
export const fail = (name: CheckName, found: string, todo: string): Check => ({
  name,
  verdict: 'fail',
  found,
  todo,
});

/** Code of an error of a connection: its text may name users and addresses. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /timeout/i.test(error.message) ? 'timeout' : error.name;
};
