/** A part of the budget, taken until it is released. */
interface Hold {
  /** Takes more; false, and nothing taken, when there is no room. */
  grow(bytes: number): boolean;
  /** Gives all back; again is harmless. */
  release(): void;
}

/** Bytes that all requests together may hold in memory. */
export interface BodyBudget {
  /** Undefined when there is no room now. */
  take(bytes: number): Hold | undefined;
}

/** Small requests cost more than their bytes: this also bounds how many are worked on at once. */
const leastBytes = 64 * 1024;

/** A budget of so many bytes. Whoever is alone is let through whatever it needs, so that nothing is too large for good. */
export const createBodyBudget = (maxBytes: number): BodyBudget => {
  let inFlight = 0;
  return {
    take(bytes) {
      let own = 0;
      const grow = (more: number): boolean => {
        if (inFlight > own && inFlight + more > maxBytes) return false;
        own += more;
        inFlight += more;
        return true;
      };
      if (!grow(Math.max(bytes, leastBytes))) return undefined;
      return {
        grow,
        release() {
          inFlight -= own;
          own = 0;
        },
      };
    },
  };
};
