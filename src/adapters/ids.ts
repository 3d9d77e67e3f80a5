import { randomInt, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { MessageId } from '../domain/ids.ts';
import type { Clock, Ids } from '../domain/ports.ts';

/** Room for what one process makes within a millisecond before the sequence wraps (RFC 9562 §6.2). */
const sequenceStart = 0x0fffffff;

/**
 * Ids of one process. Message ids carry the clock's time and rise also within a millisecond and when the
 * clock is set back, so that the order of ids is the order of acceptance.
 */
export const createIds = (clock: Clock): Ids => {
  let last = 0;
  let sequence = 0;
  return {
    messageId() {
      const now = clock.now().getTime();
      if (now > last) {
        last = now;
        sequence = randomInt(sequenceStart);
      } else {
        sequence += 1;
      }
      return v7({ msecs: last, seq: sequence }) as MessageId;
    },
    uuid: () => randomUUID(),
    random: () => randomInt(2 ** 47) / 2 ** 47,
  };
};
