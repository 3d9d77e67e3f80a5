import type { MessageId } from '../ids.ts';
import type { ContentBlocks } from './facts.ts';
import type { PeopledStay } from './members.ts';
import type { Standing } from './standing.ts';

/** What the newest version in force of one function of message lacks. */
export interface Completeness extends Omit<ContentBlocks, 'present'> {
  /** 8279. */
  readonly function: string;
  readonly message: MessageId;
}

/** By function, in order: content blocks of the newest message that is in force; functions without any are left out. */
export const completenessOf = (
  { superseded }: Standing,
  { members }: PeopledStay,
): readonly Completeness[] => {
  const newest = new Map<string, Completeness>();
  for (const { message } of members) {
    if (message.blocks === undefined || superseded.has(message.id)) continue;
    const { missing, explained, noted } = message.blocks;
    newest.delete(message.type);
    newest.set(message.type, { function: message.type, message: message.id, missing, explained, noted });
  }
  return [...newest.values()].sort((a, b) => (a.function < b.function ? -1 : 1));
};
