import { randomUUID } from 'node:crypto';
import { allFixtures, fixtureBytes } from '../helpers/fixtures.ts';
import { patient } from './markers.ts';

/** Fixtures with the marked patient in every place where a patient, or words about one, can stand. */

/** The encoding that the fixture is in; only the two that are read. */
const encodingOf = (bytes: Uint8Array): 'utf8' | 'latin1' =>
  /^[^>]*encoding=["']iso-8859-1/i.test(Buffer.from(bytes.slice(0, 100)).toString('latin1'))
    ? 'latin1'
    : 'utf8';

const elements: readonly (readonly [name: string, value: string])[] = [
  ['FamilyName', patient.family],
  ['GivenName', patient.given],
  ['MiddleName', patient.middle],
  ['StreetAdr', patient.street],
  ['City', patient.city],
  ['DateOfBirth', patient.birthDate],
];

/** Puts the marks into one document: persons, addresses, numbers, words, attachments. Names of enterprises stay. */
const mark = (xml: string): string => {
  let marked = xml;
  for (const [name, value] of elements) {
    marked = marked.replace(new RegExp(`(<(?:\\w+:)?${name}>)[^<]*(<)`, 'g'), `$1${value}$2`);
  }
  marked = marked.replace(
    /(<Patient>\s*<FamilyName>[^<]*<\/FamilyName>)(?!\s*<MiddleName>)/g,
    `$1<MiddleName>${patient.middle}</MiddleName>`,
  );
  // HCP messages name the patient in one string.
  marked = marked.replace(/(<Patient>\s*<Name>)[^<]*(<)/g, `$1${patient.family}, ${patient.given}$2`);
  marked = marked.replace(/(<(?:\w+:)?(?:Id|OffId)>)\d{11}(<)/g, `$1${patient.number}$2`);
  marked = marked.replace(/tel:\+?\d+/g, `tel:${patient.phone}`);
  marked = marked.replace(/\bOT="[^"]*"/g, `OT="${patient.freeText}"`);
  marked = marked.replace(
    /(<(?:\w+:)?Base64Container[^>]*>)[^<]*(<)/g,
    `$1${Buffer.from(patient.attachmentText).toString('base64')}$2`,
  );
  // An attachment's description is what its file was called.
  marked = marked.replace(
    /(<MsgType V="A"[^>]*>[\s\S]*?<Description>)[^<]*(<)/g,
    `$1${patient.attachmentName}$2`,
  );
  // Words: any text with a blank in it, but for names of enterprises and their parties.
  return marked.replace(
    /(<(?:\w+:)?(\w+)[^<>/]*>)([^<>]*\S[ ][^<>]*)(<\/)/g,
    (whole, start, name, _text, end) =>
      ['OrganisationName', 'Name', 'MIGversion', 'GenDate', 'StreetAdr'].includes(name)
        ? whole
        : `${start}${patient.freeText}${end}`,
  );
};

/** A marked document in its fixture's own encoding, with an id of its own. */
export interface Marked {
  readonly about: string;
  readonly bytes: Buffer;
}

const withOwnId = (xml: string): string => {
  const id = /<AppRec\b/.test(xml) ? /(<Id>)[^<]*(<)/ : /(<MsgId>)[^<]*(<)/;
  return xml.replace(id, `$1${randomUUID()}$2`);
};

/** One fixture, marked, then changed further. */
export const marked = (
  type: string,
  name: string,
  change: (xml: string) => string = (xml) => xml,
): Buffer => {
  const bytes = fixtureBytes(type, name);
  const encoding = encodingOf(bytes);
  return Buffer.from(change(withOwnId(mark(Buffer.from(bytes).toString(encoding)))), encoding);
};

/** Every fixture there is, marked: every type, every rejection, every kind of document that cannot be read. */
export const everyFixture = (): readonly Marked[] =>
  allFixtures().map(({ type, name }) => ({ about: `${type}/${name}`, bytes: marked(type, name) }));

const inElement = (name: string, value: string) => (xml: string) =>
  xml.replace(new RegExp(`(<${name}>)[^<]*(<)`), `$1${value}$2`);
const before = (place: string, what: string) => (xml: string) => xml.replace(place, `${what}${place}`);
const { token, family, number } = patient;

/** Marks where an id, a code or a name of the standard should stand, and in what is no XML at all. */
export const misplaced = (): readonly Marked[] =>
  (
    [
      ['MsgId', 'log-innlagt-1.6', inElement('MsgId', `${token} ${number}`)],
      ['MsgId of an epikrise', 'epikrise-1.2', inElement('MsgId', `${token}-${family}-${randomUUID()}`)],
      ['a MsgId longer than keys are', 'log-innlagt-1.6', inElement('MsgId', `${token} `.repeat(200))],
      ['document id', 'epikrise-1.2', inElement('ServProvId', `${family} ${number}`)],
      [
        'document id of a referral',
        'henvisning-nytilstand-2.0',
        inElement('DocumentId', `${token} ${number}`),
      ],
      [
        'conversation',
        'log-innlagt-1.6',
        before(
          '<Sender>',
          `<ConversationRef><RefToParent>${token} ${number}</RefToParent><RefToConversation>${family}</RefToConversation></ConversationRef>`,
        ),
      ],
      [
        'conversation of a cancellation, which waits for it',
        'log-innlagt-1.6/cancelled',
        (xml: string) =>
          inElement('RefToConversation', family)(inElement('RefToParent', `${token} ${number}`)(xml)),
      ],
      [
        'message type',
        'log-innlagt-1.6',
        (xml: string) => xml.replace('<Type V="LOG_INNLAGT"', `<Type V="${token}"`),
      ],
      [
        'message type behind the name of a family',
        'erm1-1.2',
        (xml: string) => xml.replace('<Type V="ERM1"', `<Type V="ERM${number}"`),
      ],
      [
        'message type in words',
        'log-innlagt-1.6',
        (xml: string) => xml.replace(/(<Type V="LOG_INNLAGT" DN=")[^"]*/, `$1${family}`),
      ],
      ['MIGversion', 'log-innlagt-1.6', inElement('MIGversion', `v1.2 ${family}`)],
      ['GenDate', 'log-innlagt-1.6', inElement('GenDate', `${family} ${number}`)],
      [
        'HER-id of the sender',
        'log-innlagt-1.6',
        (xml: string) => xml.replace('<Id>9000301<', `<Id>${number} ${token}<`),
      ],
      [
        'HER-id of the receiver',
        'log-innlagt-1.6',
        (xml: string) => xml.replace('<Id>9150602<', `<Id>${token}<`),
      ],
      [
        'status of the shipment',
        'log-innlagt-1.6',
        (xml: string) => xml.replace('<po:Forsendelsesstatus V="N"', `<po:Forsendelsesstatus V="${token}"`),
      ],
      [
        'event code',
        'log-innlagt-1.6',
        (xml: string) => xml.replace('<po:Hendelsekode V="1"', `<po:Hendelsekode V="${token}"`),
      ],
      [
        'time of an event',
        'log-innlagt-1.6',
        (xml: string) => xml.replace(/(<po:TidspunktForHendelse V=")[^"]*/, `$1${family}`),
      ],
      [
        'kind of the patient number',
        'log-innlagt-1.6',
        (xml: string) => xml.replace('<TypeId V="FNR"', `<TypeId V="${token}"`),
      ],
      ['birth date', 'log-innlagt-1.6', inElement('DateOfBirth', family)],
      ['an element', 'log-innlagt-1.6', before('<Document>', `<${token}>${family}</${token}>`)],
      [
        'an empty element in the payload',
        'log-innlagt-1.6',
        before('<MeldingInnlagtPasient>', `<${token}/>`),
      ],
      [
        'an attribute',
        'log-innlagt-1.6',
        (xml: string) => xml.replace('<Document>', `<Document ${token}="${family}">`),
      ],
      ['a prefix', 'log-innlagt-1.6', before('<Document>', `<${token}:x xmlns:${token}="urn:${token}"/>`)],
      ['an undeclared prefix', 'log-innlagt-1.6', before('<Document>', `<${token}:x/>`)],
      [
        'a namespace',
        'log-innlagt-1.6',
        (xml: string) => xml.replaceAll('po/Pasientlogistikk/2012-04-01', `po/${token}`),
      ],
      [
        'a comment and an instruction',
        'log-innlagt-1.6',
        before('<Document>', `<!-- ${family} --><?${token} ${family}?>`),
      ],
      ['an entity', 'log-innlagt-1.6', before('<Document>', `&${token};`)],
      [
        'a document type',
        'log-innlagt-1.6',
        (xml: string) =>
          xml.replace('<MsgHead', `<!DOCTYPE ${token} [<!ENTITY ${token} "${family}">]><MsgHead`),
      ],
      ['an end tag that has no start', 'log-innlagt-1.6', before('<Document>', `</${token}>`)],
      [
        'the declared encoding',
        'log-innlagt-1.6',
        (xml: string) => xml.replace('encoding="UTF-8"', `encoding="${token}"`),
      ],
      ['the root', 'log-innlagt-1.6', (xml: string) => xml.replaceAll('MsgHead', token)],
      [
        'a type of attachment',
        'henvisning-nytilstand-2.0/two-attachments',
        (xml: string) => xml.replace('application/pdf', `application/${token}`),
      ],
      [
        'an attachment that is no base64',
        'henvisning-nytilstand-2.0/two-attachments',
        (xml: string) => xml.replace(/(<(?:\w+:)?Base64Container[^>]*>)[^<]*(<)/, `$1${family} ${token}$2`),
      ],
    ] as const
  ).map(([about, fixture, change]) => {
    const [type = '', name = 'full'] = fixture.split('/');
    return { about, bytes: marked(type, name, change) };
  });

/** A marked message cut off, and one in other bytes than it declares. */
export const broken = (): readonly Marked[] => {
  const whole = marked('utskrivningsrapport-1.6', 'full');
  return [
    { about: 'cut off', bytes: whole.subarray(0, whole.length / 2) },
    { about: 'ISO-8859-1 that claims to be UTF-8', bytes: Buffer.from(whole.toString('utf8'), 'latin1') },
    { about: 'UTF-16', bytes: Buffer.from(`\ufeff${whole.toString('utf8')}`, 'utf16le') },
    { about: 'plain words', bytes: Buffer.from(`${family} ${number} ${patient.freeText}`) },
    { about: 'base64 of a message', bytes: Buffer.from(whole.toString('base64')) },
    { about: 'zeros', bytes: Buffer.concat([Buffer.alloc(4), whole]) },
  ];
};
