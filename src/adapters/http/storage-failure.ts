/** SQLSTATE classes of a server that cannot serve now: connection, resources, intervention, its system. */
const sqlState = /^(?:08|53|57|58)[0-9A-Z]{3}$/;
const networkCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);
/** pg gives these no code. */
const driverTexts =
  /^(?:timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Cannot use a pool after calling end)/;

/** True when what was thrown means that storage does not answer: then the caller may simply try again. */
export const isStorageFailure = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && (sqlState.test(code) || networkCodes.has(code))) return true;
  return driverTexts.test(error.message) || isStorageFailure(error.cause);
};
