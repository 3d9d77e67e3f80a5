import type { MessageId } from './ids.ts';
import { answerLinks } from './links-answers.ts';
import { bySending, distinctLinks, type Link, type LinkFacts } from './links-facts.ts';
import { namesAmong } from './links-names.ts';
import { referenceLinks } from './links-references.ts';
import { inSequence } from './links-sequence.ts';
import { versionLinks } from './links-versions.ts';

/** Messages in their order, and every link among them. */
export interface Linked {
  readonly messages: readonly LinkFacts[];
  readonly links: readonly Link[];
}

/**
 * Decides how messages hang together (HITS 1218:2019, HISD 1154:2018): each refers, answers, changes or cancels. The
 * same messages give the same links in whatever order they came or are given; one given twice counts once. Nothing here
 * throws, whatever ids a message has: circles, itself, anybody's.
 */
export const linksAmong = (given: readonly LinkFacts[]): Linked => {
  const once = [...new Map(given.map((message) => [message.id, message])).values()].sort(bySending);
  const names = namesAmong(once);
  const references = referenceLinks(names, once);
  const answers = answerLinks(names, once, references);
  const explicit = [...references, ...answers].filter(({ confidence }) => confidence !== 'possible');
  const versions = versionLinks(once, references);
  const links = distinctLinks([...references, ...answers, ...versions]);
  return { messages: inSequence(once, explicit), links };
};

/** The links from one message to others, as `linksAmong` decides them. */
export const linksOf = (id: MessageId, given: readonly LinkFacts[]): readonly Link[] =>
  linksAmong(given).links.filter(({ from }) => from === id);
