import type { BoardDecision, NewBoardDecision } from './decisions.ts';

/** Keeps what the board decides. Nothing here changes or removes a decision. */
export interface DecisionStore {
  /** Adds one right after another, by its `seq` (0: as the first); undefined when somebody else has added one since. */
  decide(decision: NewBoardDecision, after: number): Promise<BoardDecision | undefined>;
  /** All of them, in the order in which they were made. */
  decisions(): Promise<readonly BoardDecision[]>;
}
