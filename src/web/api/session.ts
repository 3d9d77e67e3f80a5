import { useSyncExternalStore } from 'react';

/**
 * Who the reader has chosen to be. Only the sandbox asks: where people sign in, the gateway knows, and sends these headers
 * are not read.
 */
export interface Session {
  readonly role: string;
  /** HER-id of the enterprise that the reader works for; none for those who work for the county. */
  readonly actAs?: string;
  readonly person: string;
}

const stored = 'overgang.session';
const first: Session = { role: 'board-member', person: 'Fagråd' };

const read = (): Session => {
  try {
    const text = sessionStorage.getItem(stored);
    return text === null ? first : { ...first, ...(JSON.parse(text) as Partial<Session>) };
  } catch {
    return first;
  }
};

let current = read();
const listeners = new Set<() => void>();

/** The choice as it is now. */
const session = (): Session => current;

/** Chooses anew; everything on screen is fetched again. */
export const setSession = (next: Session): void => {
  current = next;
  sessionStorage.setItem(stored, JSON.stringify(next));
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSession = (): Session => useSyncExternalStore(subscribe, session);

/** What tells the sandbox who asks. Headers hold Latin letters only, so a name is percent-encoded. */
export const sessionHeaders = ({ role, actAs, person }: Session): Record<string, string> => ({
  'Overgang-Role': role,
  'Overgang-Person': encodeURIComponent(person),
  ...(actAs !== undefined && { 'Overgang-Act-As': actAs }),
});
