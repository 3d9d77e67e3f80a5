import type { ExitCode, Terminal } from './command.ts';
import { withParts } from './with-config.ts';

const batch = 20;

/** Seals every payload that is under an older key with the newest one, so that the old key can be retired. */
export const reencrypt = (terminal: Terminal): Promise<ExitCode> =>
  withParts(terminal, async ({ services: { cipher, store } }) => {
    let done = 0;
    for (;;) {
      const payloads = await store.payloadsNotUnder(cipher.currentKeyId, batch);
      if (payloads.length === 0) break;
      for (const { id, payload } of payloads) {
        await store.replacePayload(id, cipher.seal(cipher.open(payload, id), id));
      }
      done += payloads.length;
      terminal.err(`${done} payloads re-encrypted`);
    }
    terminal.out(
      `${done} payloads re-encrypted under ${cipher.currentKeyId}; older keys are no longer needed`,
    );
    return 0;
  });
