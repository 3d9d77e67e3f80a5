import type { HandoverMessage, HandoverParty } from './facts.ts';

/**
 * What a message's content tells of its handover: read once, when the message is processed, and kept beside it. No text,
 * no name, no number: codes, times, names of content blocks, and who the parties were in the directory of that day.
 */
export interface MessageReading
  extends Pick<HandoverMessage, 'sender' | 'events' | 'codes' | 'blocks' | 'flags' | 'died' | 'reply'> {
  /** Of those that it was delivered to. */
  readonly receivers: readonly HandoverParty[];
}
