import type { ReadHandover } from '../../../app/handovers.ts';
import type { TimelineEvent } from '../../../domain/handover/timeline.ts';
import type { MessageId } from '../../../domain/ids.ts';
import { presentParty, presentRow, type Speech } from './present.ts';

type Of<Type extends TimelineEvent['type']> = Extract<TimelineEvent, { readonly type: Type }>;

/** Of a message between others nothing is told but that it passed, and what kind it was. */
const presentMessage = (speech: Speech, { message }: Of<'message'>, isSeen: boolean) => ({
  message: isSeen ? message.id : null,
  messageType: message.type,
  serviceStatus: message.status,
  receivedAt: message.receivedAt,
  sender: isSeen ? presentParty(speech, message.sender.herId) : null,
  receivers: message.receivers.map(({ herId }) => presentParty(speech, herId)),
});

const presentEvent = (
  speech: Speech,
  event: TimelineEvent,
  sees: (message: MessageId | undefined) => boolean,
) => {
  const texts = speech.http.texts[speech.language];
  switch (event.type) {
    case 'message':
      return presentMessage(speech, event, sees(event.message.id));
    case 'receipt':
      return {
        message: event.message,
        receiver: presentParty(speech, event.receiver),
        outcome: event.outcome,
        text: texts.receipt[event.outcome],
      };
    case 'step': {
      const { step } = event;
      return {
        event: step.event,
        text: texts.handover.events[step.event],
        from: step.from,
        to: step.to,
        stateText: texts.handover.states[step.to],
        round: step.round,
        message: sees(step.message) ? step.message : null,
        remark: step.remark ?? null,
        remarkText: step.remark === undefined ? null : texts.handover.remarks[step.remark],
      };
    }
    case 'act': {
      const { act } = event;
      const names = speech.http.services.handoverRules.catalogue.acts[act.kind];
      return { act: act.id, kind: act.kind, text: names[speech.language], by: presentParty(speech, act.by) };
    }
    case 'expectation': {
      const { expected, change } = event;
      return {
        change,
        text: texts.handover.expected[change],
        key: expected.key,
        ...presentRow(speech, expected.expectation, expected.case),
      };
    }
  }
};

/** The line of time: each event with when it was or will be, and words. */
export const presentTimeline = (speech: Speech, { timeline, seen }: ReadHandover) =>
  timeline.map((event) => ({
    at: event.at,
    type: event.type,
    planned: event.planned,
    ...presentEvent(speech, event, (message) => message !== undefined && seen.has(message)),
  }));
