import { describe, expect, it } from 'vitest';
import { readSchemaFiles } from '../../src/adapters/seeds/schemas.ts';
import { partyHerId, routingHerId } from '../../src/domain/message.ts';
import { readAppRec } from '../../src/messages/apprec/read.ts';
import { type Recognised, recognise } from '../../src/messages/recognise.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { loadSchemaSet } from '../../src/xml/schema-set.ts';
import { allFixtures, fixtureBytes } from '../helpers/fixtures.ts';

/** Reads every fixture as the gateway does and compares with the case.yaml beside it: a new fixture needs no code. */

const schemas = loadSchemaSet(readSchemaFiles('schemas'));

/** Members that say something: what a message does not have, its case.yaml leaves out. */
const said = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const summary = ({ envelope, type, payload, fault }: Recognised) => {
  const content = type && payload && type.read(payload, envelope?.type.v);
  const appRec = payload && envelope?.family === 'apprec' ? readAppRec(payload) : undefined;
  return said({
    type: type?.key ?? null,
    fault: fault?.code,
    function: envelope?.type.v,
    sender: envelope && (partyHerId(envelope.sender) ?? null),
    receivers: envelope?.receivers.map((receiver) => routingHerId(receiver) ?? null),
    status: envelope?.serviceStatus,
    documentId: envelope?.documentId,
    conversation: envelope?.conversation && [
      envelope.conversation.refToParent,
      envelope.conversation.refToConversation,
    ],
    answers: content?.answers,
    emergency: content?.emergency,
    events:
      envelope && envelope.family !== 'apprec'
        ? (content?.events ?? []).map(({ code, at, estimated }) => `${code}@${at}${estimated ? '~' : ''}`)
        : undefined,
    codes: content?.codes?.map(({ list, v }) => `${list}/${v}`),
    died: content?.died,
    original: appRec?.ok ? appRec.value.original.id : undefined,
  });
};

const documents = ({ envelope }: Recognised) =>
  envelope?.documents.map(({ content, base64Length, mimeType }) =>
    [content, base64Length, mimeType].filter((part) => part !== undefined).join(':'),
  );

describe.each(allFixtures())('fixture $type/$name', ({ type, name, expected }) => {
  it(expected.about, () => {
    const parsed = parseXml(fixtureBytes(type, name));
    if (!parsed.ok) {
      expect(parsed.fault.code).toBe(expected.parse);
      return;
    }
    using document = parsed.value;
    const {
      about: _about,
      appRec: _appRec,
      parse,
      schema,
      patient,
      instant,
      documents: parts,
      ...rest
    } = expected;
    expect(parse).toBeUndefined();

    const recognised = recognise(document);
    expect(summary(recognised)).toEqual(rest);
    if (patient !== undefined) expect(recognised.envelope?.patient?.idents[0]?.id).toBe(patient);
    if (parts !== undefined) expect(documents(recognised)).toEqual(parts);
    if (instant !== undefined) {
      expect(recognised.envelope?.genInstant.toISOString()).toBe(new Date(instant).toISOString());
    }

    const errors = schemas.validate(document);
    expect(errors.length === 0 ? 'valid' : 'invalid', JSON.stringify(errors)).toBe(schema);
  });
});
