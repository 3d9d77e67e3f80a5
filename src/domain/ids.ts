/**
 * Identifiers that must not be mixed up once they are past the parser.
 * A brand costs nothing at run time; the only way to get one is through its constructor here.
 */

declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

/** HER-id: a communication party's or an enterprise's number in Adresseregisteret, a positive integer. */
export type HerId = Brand<number, 'HerId'>;

/** The gateway's own id of a stored message: a UUIDv7, so that its order in time can be read from it. */
export type MessageId = Brand<string, 'MessageId'>;

/** Keyed pseudonym of a patient: 64 hex digits, not reversible without the key. */
export type Pseudonym = Brand<string, 'Pseudonym'>;

const herIdPattern = /^[1-9]\d{0,9}$/;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads a HER-id from digits or a number; undefined for anything that is not a positive 32-bit integer. */
export const herId = (value: string | number): HerId | undefined => {
  const text = String(value).trim();
  if (!herIdPattern.test(text)) return undefined;
  const number = Number(text);
  return number <= 2_147_483_647 ? (number as HerId) : undefined;
};

/** Reads a stored message's id; undefined when it is not a UUID. */
export const messageId = (value: string): MessageId | undefined =>
  uuidPattern.test(value) ? (value.toLowerCase() as MessageId) : undefined;

/** Marks a keyed digest (hex) as the pseudonym it is. */
export const pseudonym = (hex: string): Pseudonym => hex as Pseudonym;

/** True for the form the standard demands of a MsgId: 8-4-4-4-12 hex digits, any version (HIS 80415:2012 §3.3.4, E10). */
export const isUuid = (value: string): boolean => uuidPattern.test(value);

/** MsgIds are compared without regard to case and echoed as received. */
export const msgIdKey = (msgId: string): string => msgId.trim().toLowerCase();
