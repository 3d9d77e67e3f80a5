import type { HerId } from '../domain/ids.ts';
import type { AppRecErrorRow } from './read-document.ts';

export type Channel = 'webhook' | 'inbox';

/** What a simulated record system has met with. Ids and codes; nothing of what the messages say. */
export type Entry =
  /** A message came, over this channel. */
  | {
      readonly kind: 'arrived';
      readonly receiver: HerId;
      readonly msgId: string;
      readonly channel: Channel;
    }
  /** An AppRec came, for a message that was sent from here. */
  | {
      readonly kind: 'answered';
      readonly receiver: HerId;
      /** MsgId of the message it answers. */
      readonly msgId: string;
      readonly status: string;
      readonly errors: readonly AppRecErrorRow[];
    }
  /** A push whose signature is wrong, or a document that is none. */
  | { readonly kind: 'refused'; readonly system: string };

/** What all record systems of the demo have met with, in order, and a way to wait for what is to come. */
export interface Logbook {
  add(entry: Entry): void;
  all(): readonly Entry[];
  /** The `count`-th entry that fits (1 by default), now or later; rejects with `signal`'s reason. */
  wait<E extends Entry>(fits: (entry: Entry) => entry is E, signal: AbortSignal, count?: number): Promise<E>;
  /** Hears every entry from now on. */
  listen(listener: (entry: Entry) => void): void;
}

export const createLogbook = (): Logbook => {
  const entries: Entry[] = [];
  const listeners = new Set<(entry: Entry) => void>();
  return {
    add(entry) {
      entries.push(entry);
      for (const listener of [...listeners]) listener(entry);
    },
    all: () => entries,
    wait(fits, signal, count = 1) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = entries.filter(fits)[count - 1];
          if (found === undefined) return;
          stop();
          resolve(found);
        };
        const give = (): void => {
          stop();
          reject(signal.reason);
        };
        const stop = (): void => {
          listeners.delete(look);
          signal.removeEventListener('abort', give);
        };
        listeners.add(look);
        if (signal.aborted) give();
        else signal.addEventListener('abort', give);
        look();
      });
    },
    listen: (listener) => {
      listeners.add(listener);
    },
  };
};
