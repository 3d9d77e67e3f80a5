import { Duplex } from 'node:stream';
import type { Seat, Turns } from './turns.ts';
import {
  type ListenChange,
  listenChange,
  preparedName,
  splitMessages,
  startupReply,
  type WireMessage,
  withOwnNames,
  withSql,
} from './wire.ts';

/** A channel nobody uses: PostgreSQL answers an UNLISTEN of it as of any other. */
const NO_CHANNEL = 'overgang_none';

/**
 * What pg takes for its TCP socket: it hands pg's bytes to the embedded database and the answers back. All of
 * pg's own reading and writing of values stays in use, so types, parameters and errors are those of pg.
 */
export class EmbeddedSocket extends Duplex implements Seat {
  readonly channels = new Set<string>();
  readonly #turns: Turns;
  readonly #processId: number;
  readonly #statements = new Set<string>();
  /** Changes of channels in batches not yet answered. */
  readonly #changes: ListenChange[] = [];
  #unread: Buffer = Buffer.alloc(0);
  #batch: Buffer[] = [];
  #started = false;

  constructor(turns: Turns, processId: number) {
    super();
    this.#turns = turns;
    this.#processId = processId;
  }

  /** Opens the connection (host and port mean nothing here). */
  connect(): this {
    this.#turns.join(this);
    setImmediate(() => this.emit('connect'));
    return this;
  }

  /** Socket settings that pg makes: nothing to set, and nothing that keeps the process alive. */
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  receive(bytes: Buffer): void {
    if (this.destroyed) return;
    if (this.#changes.length > 0) this.#applyChanges(bytes);
    this.push(bytes);
  }

  cut(error?: Error): void {
    this.destroy(error);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#take(chunk);
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error) => void): void {
    this.#take(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _final(done: (error?: Error) => void): void {
    done();
    this.destroy();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#turns.leave(this, this.#statements);
    done(error);
  }

  #take(chunk: Buffer): void {
    const { messages, rest } = splitMessages(Buffer.concat([this.#unread, chunk]), !this.#started);
    this.#unread = rest;
    for (const message of messages) this.#handle(message);
  }

  #handle(message: WireMessage): void {
    if (!this.#started) {
      this.#started = true;
      this.push(startupReply(this.#processId));
      return;
    }
    if (message.type === 'X') {
      this.destroy();
      return;
    }
    const prefix = `c${this.#processId}_`;
    const name = preparedName(message);
    if (name !== '') this.#statements.add(prefix + name);
    this.#batch.push(this.#throughChannels(withOwnNames(message, prefix)).bytes);
    // Query, Sync and Flush are the points where a client waits for an answer.
    if (message.type === 'Q' || message.type === 'S' || message.type === 'H') {
      this.#turns.submit(this, Buffer.concat(this.#batch));
      this.#batch = [];
    }
  }

  /**
   * LISTEN goes to the session as it is; UNLISTEN must not take a channel from another client, so the session
   * keeps the channel and only this client stops hearing it.
   */
  #throughChannels(message: WireMessage): WireMessage {
    const change = listenChange(message);
    if (!change) return message;
    this.#changes.push(change);
    return change.kind === 'listen' ? message : withSql(message, `UNLISTEN ${NO_CHANNEL}`);
  }

  #applyChanges(answer: Buffer): void {
    const { messages } = splitMessages(answer);
    if (messages.some(({ type }) => type === 'E')) this.#changes.shift();
    for (const { type, bytes } of messages) {
      if (type !== 'C' || !/^(un)?listen\0$/i.test(bytes.toString('latin1', 5))) continue;
      const change = this.#changes.shift();
      if (change?.kind === 'listen') this.channels.add(change.channel);
      else if (change?.channel === '*') this.channels.clear();
      else if (change) this.channels.delete(change.channel);
    }
  }
}
