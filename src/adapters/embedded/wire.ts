/**
 * The little of PostgreSQL's wire protocol 3.0 that the embedded server needs between pg and PGlite:
 * framing, and the four places where clients that share one session would otherwise meet.
 * Source: PostgreSQL documentation, "Frontend/Backend Protocol", Message Formats.
 */

/** One whole message: its type letter ('' for the startup packet) and all its bytes, header included. */
export interface WireMessage {
  readonly type: string;
  readonly bytes: Buffer;
}

/** A statement that changes which channels a client hears; `*` is every channel (UNLISTEN only). */
export interface ListenChange {
  readonly kind: 'listen' | 'unlisten';
  readonly channel: string;
}

const HEADER = 5;

/** Splits bytes into whole messages; what is left of an unfinished one comes back as `rest`. */
export function splitMessages(buffer: Buffer, startup = false): { messages: WireMessage[]; rest: Buffer } {
  const messages: WireMessage[] = [];
  let at = 0;
  let headless = startup;
  for (;;) {
    const header = headless ? HEADER - 1 : HEADER;
    if (buffer.length - at < header) break;
    const end = at + buffer.readInt32BE(at + header - 4) + header - 4;
    if (end > buffer.length) break;
    const type = headless ? '' : String.fromCharCode(buffer.readUInt8(at));
    messages.push({ type, bytes: buffer.subarray(at, end) });
    headless = false;
    at = end;
  }
  return { messages, rest: buffer.subarray(at) };
}

/** Builds a message of `type` from its body. */
function message(type: string, ...body: readonly Buffer[]): Buffer {
  const content = Buffer.concat(body);
  const header = Buffer.alloc(HEADER);
  header.write(type, 'latin1');
  header.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([header, content]);
}

const text = (value: string): Buffer => Buffer.from(`${value}\0`);

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** A simple query. */
export const queryMessage = (sql: string): Buffer => message('Q', text(sql));

/** An error in PostgreSQL's own form, so that pg makes its DatabaseError with SQLSTATE `code` of it. */
export const errorMessage = (severity: 'ERROR' | 'FATAL', code: string, reason: string): Buffer =>
  message(
    'E',
    text(`S${severity}`),
    text(`V${severity}`),
    text(`C${code}`),
    text(`M${reason}`),
    Buffer.of(0),
  );

/** What a server answers to a startup packet: accepted, its settings, a process number, ready. */
export function startupReply(processId: number): Buffer {
  const settings = {
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    DateStyle: 'ISO, MDY',
    TimeZone: 'UTC',
  };
  return Buffer.concat([
    message('R', int32(0)),
    ...Object.entries(settings).map(([name, value]) => message('S', text(name), text(value))),
    message('K', int32(processId), int32(0)),
    message('Z', Buffer.from('I')),
  ]);
}

function textAt(bytes: Buffer, at: number): { value: string; next: number } {
  const end = bytes.indexOf(0, at);
  return { value: bytes.toString('utf8', at, end), next: end + 1 };
}

/** Channel of a NotificationResponse ('A'). */
export const channelOf = (notification: WireMessage): string => textAt(notification.bytes, HEADER + 4).value;

/** Transaction status of a ReadyForQuery ('Z'): I idle, T in a transaction, E in a failed one. */
export const statusOf = (ready: WireMessage): string => String.fromCharCode(ready.bytes.readUInt8(HEADER));

/**
 * Gives named statements and portals a prefix of their client's own, since all clients share one session.
 * The unnamed ones stay: a batch that uses them is run whole.
 */
export function withOwnNames(original: WireMessage, prefix: string): WireMessage {
  const { type, bytes } = original;
  const own = (name: string): Buffer => text(name === '' ? '' : prefix + name);
  if (type === 'P' || type === 'E') {
    const name = textAt(bytes, HEADER);
    if (name.value === '') return original;
    return { type, bytes: message(type, own(name.value), bytes.subarray(name.next)) };
  }
  if (type === 'B') {
    const portal = textAt(bytes, HEADER);
    const statement = textAt(bytes, portal.next);
    if (portal.value === '' && statement.value === '') return original;
    return {
      type,
      bytes: message(type, own(portal.value), own(statement.value), bytes.subarray(statement.next)),
    };
  }
  if (type === 'D' || type === 'C') {
    const name = textAt(bytes, HEADER + 1);
    if (name.value === '') return original;
    return { type, bytes: message(type, bytes.subarray(HEADER, HEADER + 1), own(name.value)) };
  }
  return original;
}

/** Name of the statement a Parse prepares, or '' when it prepares the unnamed one or is no Parse. */
export const preparedName = ({ type, bytes }: WireMessage): string =>
  type === 'P' ? textAt(bytes, HEADER).value : '';

/** Closes a named statement. */
export const closeStatement = (name: string): Buffer => message('C', Buffer.from('S'), text(name));

/** Ends a batch of the extended protocol. */
export const syncMessage = (): Buffer => message('S');

const LISTEN = /^(un)?listen\s+(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*)|(\*))\s*;?\s*$/iu;
const LEADING_COMMENTS = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

/** The change a Query or Parse makes to the client's channels, if it is a LISTEN or UNLISTEN and nothing else. */
export function listenChange({ type, bytes }: WireMessage): ListenChange | undefined {
  if (type !== 'Q' && type !== 'P') return undefined;
  const sql = textAt(bytes, type === 'Q' ? HEADER : textAt(bytes, HEADER).next).value;
  // Cheap look first: every statement of every client passes here.
  if (!/listen/i.test(sql.slice(0, 2_000))) return undefined;
  const found = LISTEN.exec(sql.replace(LEADING_COMMENTS, ''));
  if (!found) return undefined;
  const [, un, quoted, plain, all] = found;
  return {
    kind: un ? 'unlisten' : 'listen',
    channel: quoted?.replaceAll('""', '"') ?? plain?.toLowerCase() ?? all ?? '*',
  };
}

/** The same Query or Parse with other SQL. */
export function withSql({ type, bytes }: WireMessage, sql: string): WireMessage {
  if (type === 'Q') return { type, bytes: queryMessage(sql) };
  const name = textAt(bytes, HEADER);
  const rest = bytes.subarray(textAt(bytes, name.next).next);
  return { type, bytes: message(type, text(name.value), text(sql), rest) };
}
