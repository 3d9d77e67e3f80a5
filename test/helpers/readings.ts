import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { readSharedRecords } from '../../src/adapters/seeds/shared-records.ts';
import { readingOf } from '../../src/app/reading.ts';
import { createDirectory } from '../../src/domain/directory.ts';
import type { MessageReading } from '../../src/domain/handover/reading.ts';
import { partyHerId, routingHerId } from '../../src/domain/message.ts';
import { shownFunction } from '../../src/messages/recognise.ts';
import { loadStandards, seedsDir } from '../../src/standards.ts';

/** Readings of documents as processing makes them, by the project's own seeds. */

const { inspector } = loadStandards(undefined, (row) => {
  throw new Error(`${row} cannot be evaluated`);
});
const built = createDirectory(
  readOrganisations(join(seedsDir, 'organisations')),
  readSharedRecords(join(seedsDir, 'shared-records.yaml')),
);
if (!built.ok) throw new Error('the sandbox directory is unusable');
export const directory = built.value;

/** When every document of these tests comes. */
const receivedAt = new Date('2026-11-21T09:00:00Z');

/** Reading of a document; undefined for receipts, and where not even the envelope can be read. */
export const readingOfDocument = (bytes: Uint8Array): MessageReading | undefined => {
  const inspection = inspector.inspect(bytes, receivedAt);
  const { envelope } = inspection;
  const sender = envelope && partyHerId(envelope.sender);
  if (envelope === undefined || sender === undefined) return undefined;
  const receivers = envelope.receivers.flatMap((receiver) => routingHerId(receiver) ?? []);
  const { genInstant, type } = envelope;
  const message = { sender, genInstant, receivedAt, type: shownFunction(type.v) };
  return readingOf(directory, message, receivers, inspection);
};

const fixtures = join(import.meta.dirname, '../../fixtures');

/** Text of a fixture: `log-innlagt-1.6/full`. */
export const fixtureText = (name: string): string => readFileSync(join(fixtures, name, 'input.xml'), 'utf8');

/** A text as it stands in XML. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Reading of a fixture in which something was replaced; what is not there to be replaced is a mistake. */
export const readingWith = (
  name: string,
  ...edits: readonly (readonly [what: string | RegExp, by: string])[]
): MessageReading => {
  const changed = edits.reduce((text, [what, by]) => {
    const next = text.replace(what, () => by);
    if (next === text) throw new Error(`${name} does not hold ${what}`);
    return next;
  }, fixtureText(name));
  const reading = readingOfDocument(Buffer.from(changed));
  if (reading === undefined) throw new Error(`${name} has no reading`);
  return reading;
};
