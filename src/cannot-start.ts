/** Why a command cannot do its work, in one sentence for the operator; never a secret. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
