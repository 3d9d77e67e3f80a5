import type { Language } from '../domain/texts.ts';
import type { HandoverRow } from './edi-client.ts';
import type { RecordSystem } from './record-system.ts';
import type { Timeline } from './timeline.ts';

/** In this order they are told: what asks for something first; what has fallen away is left out. */
const told = ['late', 'due-soon', 'open', 'met-late', 'met'] as const;

/** What the gateway made of the messages: the handover, and all that should have come in it. False when there is none. */
export const tellHandover = async (
  { client }: Pick<RecordSystem, 'client'>,
  timeline: Timeline,
  { message, language }: { readonly message: string; readonly language: Language },
): Promise<boolean> => {
  const handover = await client.handover(message, language);
  if (handover === undefined) return false;
  const ofState = (state: string): HandoverRow['expected'] =>
    handover.expected.filter((each) => each.state === state);
  timeline.handover(handover.stateText, ofState('not-observable').length);
  for (const state of told) {
    for (const each of ofState(state)) timeline.expected(each);
  }
  return handover.expected.length > 0;
};
