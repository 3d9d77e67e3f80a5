/** Why an expression cannot be used, in a few English words. Thrown inside this folder only, and caught by its door. */
export class Refusal extends Error {}
