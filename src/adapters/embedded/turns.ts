import {
  channelOf,
  closeStatement,
  errorMessage,
  queryMessage,
  splitMessages,
  statusOf,
  syncMessage,
  type WireMessage,
} from './wire.ts';

/** Runs one batch of frontend messages on the database and gives its whole answer. Synchronous: PGlite is. */
export type RunBatch = (batch: Uint8Array) => Buffer;

/** One client's seat at the single session. */
export interface Seat {
  /** Channels it listens to. */
  readonly channels: ReadonlySet<string>;
  /** Takes bytes of the server: answers to its own batches, and notifications. */
  receive(bytes: Buffer): void;
  /** Is cut off: no more answers will come. */
  cut(error?: Error): void;
}

interface Waiting {
  readonly seat: Seat;
  readonly batch: Buffer;
}

/**
 * Many clients, one session. Batches are run one after the other in order of arrival, so the single
 * statements of different clients take turns. A client whose batch leaves a transaction open keeps the
 * turn until the transaction ends, by its own COMMIT or ROLLBACK, by its leaving, or because it stood idle for
 * `idleInTransactionMs` while others waited: that last case is nearly always code that holds a transaction and
 * waits for another connection, which on a real server would work and here would wait for ever.
 */
export class Turns {
  readonly #run: RunBatch;
  readonly #idleInTransactionMs: number;
  readonly #seats = new Set<Seat>();
  readonly #waiting: Waiting[] = [];
  #holder: Seat | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #scheduled = false;
  #failed = false;

  constructor(run: RunBatch, idleInTransactionMs: number) {
    this.#run = run;
    this.#idleInTransactionMs = idleInTransactionMs;
  }

  /** A client takes its seat. */
  join(seat: Seat): void {
    this.#seats.add(seat);
  }

  /** A client's batch waits for its turn; the answer goes to `seat.receive`. */
  submit(seat: Seat, batch: Buffer): void {
    if (!this.#seats.has(seat)) return;
    this.#waiting.push({ seat, batch });
    this.#schedule();
  }

  /** A client leaves: what it still had waiting is dropped, its open transaction rolled back, its statements closed. */
  leave(seat: Seat, statements: Iterable<string>): void {
    if (!this.#seats.delete(seat)) return;
    for (let i = this.#waiting.length - 1; i >= 0; i -= 1) {
      if (this.#waiting[i]?.seat === seat) this.#waiting.splice(i, 1);
    }
    if (this.#holder === seat) this.#rollBack();
    const closes = [...statements].map(closeStatement);
    if (closes.length > 0 && !this.#failed) this.#exchange(Buffer.concat([...closes, syncMessage()]));
    this.#schedule();
  }

  /** The database failed: every client is cut off with the error. */
  fail(error: Error): void {
    this.#failed = true;
    for (const seat of [...this.#seats]) seat.cut(error);
  }

  /** One batch per turn of the event loop, so that a busy database does not starve timers and sockets. */
  #schedule(): void {
    this.#watchIdleHolder();
    if (this.#scheduled || this.#nextIndex() < 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#takeTurn();
      this.#schedule();
    });
  }

  #nextIndex(): number {
    const holder = this.#holder;
    if (!holder) return this.#waiting.length > 0 ? 0 : -1;
    return this.#waiting.findIndex(({ seat }) => seat === holder);
  }

  #takeTurn(): void {
    const [next] = this.#waiting.splice(Math.max(this.#nextIndex(), 0), 1);
    if (!next) return;
    const answer = this.#exchange(next.batch);
    // No ReadyForQuery: the batch was flushed half way, and the rest of it must follow before anyone else.
    this.#holder = answer.status === 'I' ? undefined : next.seat;
    // A notification may have made the client leave before its own answer.
    if (this.#holder && !this.#seats.has(next.seat)) this.#rollBack();
    next.seat.receive(answer.own);
  }

  /** Runs a batch, hands its notifications to those who listen, and gives the rest with the closing status. */
  #exchange(batch: Uint8Array): { own: Buffer; status: string | undefined } {
    const reply = this.#run(batch);
    let own = reply;
    let status: string | undefined;
    const { messages } = splitMessages(reply);
    if (messages.some(({ type }) => type === 'A')) {
      own = Buffer.concat(messages.filter(({ type }) => type !== 'A').map(({ bytes }) => bytes));
    }
    for (const part of messages) {
      if (part.type === 'Z') status = statusOf(part);
      if (part.type === 'A') this.#notify(part);
    }
    return { own, status };
  }

  #notify(notification: WireMessage): void {
    const channel = channelOf(notification);
    for (const seat of this.#seats) if (seat.channels.has(channel)) seat.receive(notification.bytes);
  }

  #rollBack(): void {
    if (!this.#failed) this.#exchange(queryMessage('ROLLBACK'));
    this.#holder = undefined;
  }

  #watchIdleHolder(): void {
    const stuck = this.#holder !== undefined && this.#waiting.length > 0 && this.#nextIndex() < 0;
    if (!stuck) {
      clearTimeout(this.#idleTimer);
      this.#idleTimer = undefined;
    } else {
      this.#idleTimer ??= setTimeout(() => this.#endIdleTransaction(), this.#idleInTransactionMs);
    }
  }

  #endIdleTransaction(): void {
    this.#idleTimer = undefined;
    const holder = this.#holder;
    if (!holder) return;
    this.#rollBack();
    this.#seats.delete(holder);
    holder.receive(
      errorMessage(
        'FATAL',
        '25P03',
        'transaction stood idle while other clients waited for the embedded database',
      ),
    );
    holder.cut();
    this.#schedule();
  }
}
