import { join } from 'node:path';
import { readCodeBook } from '../../src/adapters/seeds/code-systems.ts';
import type { RuleReference } from '../../src/rules/input.ts';

/** The project's own reference data, as the rules get it at start. */
export const reference: RuleReference = {
  codes: readCodeBook(join(import.meta.dirname, '../../seeds/code-systems')),
};
