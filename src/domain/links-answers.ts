import type { MessageId } from './ids.ts';
import { functionLinks } from './link-table.ts';
import { bySending, type Link, type LinkConfidence, type LinkFacts, sameWay, weaker } from './links-facts.ts';
import { answered, type Names } from './links-names.ts';

/** What messages answer, and what they are taken to follow when they name nothing. */

type ByMessage = ReadonlyMap<MessageId, Link>;

/** By the ids that it says it answers: ServReq/Id, DokIdForesp. */
const byId = (names: Names, message: LinkFacts): readonly Link[] =>
  message.answers.flatMap((id) => {
    const found = answered(names, message, id);
    if (found === undefined) return [];
    const { confidence } = found;
    return [{ from: message.id, to: found.message.id, relation: 'answers', confidence }];
  });

/**
 * By reference: the nearest message that its function answers, past earlier ones of its own (a status updates a status);
 * where no parent leads to one, the first message of its conversation.
 */
const byReference = (
  message: LinkFacts,
  messages: ReadonlyMap<MessageId, LinkFacts>,
  parents: ByMessage,
  conversations: ByMessage,
): readonly Link[] => {
  const { answers = [] } = functionLinks(message.type);
  const link = (to: MessageId, confidence: LinkConfidence): readonly Link[] => [
    { from: message.id, to, relation: 'answers', confidence },
  ];
  const seen = new Set<MessageId>();
  let confidence: LinkConfidence = 'certain';
  let step = parents.get(message.id);
  while (step !== undefined && !seen.has(step.to)) {
    seen.add(step.to);
    confidence = weaker(confidence, step.confidence);
    const type = messages.get(step.to)?.type ?? '';
    if (step.to !== message.id && answers.includes(type)) return link(step.to, confidence);
    if (type !== message.type) break;
    step = parents.get(step.to);
  }
  const first = conversations.get(message.id);
  return first !== undefined && answers.includes(messages.get(first.to)?.type ?? '')
    ? link(first.to, first.confidence)
    : [];
};

const day = 86_400_000;

/** The last message of the same patient that it may follow, between the same parties and not long before. Never by name. */
const byPatient = (message: LinkFacts, messages: readonly LinkFacts[]): readonly Link[] => {
  const { answers = [], guess } = functionLinks(message.type);
  const { patient, sentAt } = message;
  if (guess === undefined || patient === undefined || message.status !== 'N') return [];
  const [last] = messages
    .filter(
      (one) =>
        one.id !== message.id &&
        one.patient === patient &&
        one.status !== 'C' &&
        one.stands &&
        guess.after.includes(one.type) &&
        sameWay(message, one) &&
        one.sentAt <= sentAt &&
        sentAt.getTime() - one.sentAt.getTime() <= guess.days * day &&
        // Of two sent at one time each could follow the other.
        bySending(one, message) < 0,
    )
    .sort((a, b) => bySending(b, a));
  if (last === undefined) return [];
  const relation = answers.includes(last.type) ? 'answers' : 'parent';
  return [{ from: message.id, to: last.id, relation, confidence: 'possible' }];
};

/**
 * The links from each message to what it answers (HITS 1218:2019, HIS 1152, HIS 80704:2014), and, from one that names
 * nothing at all, to what it probably follows. `references`: the parent and conversation links among the messages.
 */
export const answerLinks = (
  names: Names,
  messages: readonly LinkFacts[],
  references: readonly Link[],
): readonly Link[] => {
  const all = new Map(messages.map((message) => [message.id, message]));
  const of = (relation: Link['relation']): ByMessage =>
    new Map(references.filter((link) => link.relation === relation).map((link) => [link.from, link]));
  const [parents, conversations] = [of('parent'), of('conversation')];
  return messages
    .filter(({ stands }) => stands)
    .flatMap((message) =>
      message.conversation === undefined && message.answers.length === 0
        ? byPatient(message, messages)
        : [...byId(names, message), ...byReference(message, all, parents, conversations)],
    );
};
