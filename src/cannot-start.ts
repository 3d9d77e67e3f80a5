/** Why a command cannot do its work, in one sentence for the operator; never a secret. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** Reads files of the project's own kind (seeds, schemas); their faults name file and row, and are for the operator. */
export const readOrCannotStart = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : 'a file is unreadable', { cause: error });
  }
};
