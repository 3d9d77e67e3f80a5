import { add, type Edit, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const attachment = '/mh:MsgHead/mh:Document[2]/mh:RefDoc';
const inEpikrise = '/p:Message/p:ServRprt/p:RefDoc';
const archive = 'dialog-til-arkivering-1.1';
const id = '1f1d5c0e-0000-4000-8000-000000000001';

/** An attachment as HIS 1036:2011 wants it, but for its content. */
const attached: readonly Edit[] = [
  add('/p:Message/p:ServRprt', 'p:RefDoc'),
  add(inEpikrise, 'p:IssueDate', { V: '2026-11-20' }),
  add(inEpikrise, 'p:MsgType', { V: 'A', DN: 'Vedlegg' }),
  add(inEpikrise, 'p:MimeType', 'application/pdf'),
  add(inEpikrise, 'p:Description', 'Legemiddelliste'),
];

export const attachmentCases: readonly RuleCase[] = [
  {
    rule: 'document-identity-differs',
    base: 'henvisning-nytilstand-2.0',
    hit: [add('/mh:MsgHead/mh:Document[1]/mh:RefDoc', 'mh:Id', id)],
    miss: [
      add('/mh:MsgHead/mh:Document[1]/mh:RefDoc', 'mh:Id', id.toUpperCase()),
      write('//p:Henvisning/p:DocumentId', id),
    ],
  },
  {
    rule: 'document-identity-differs',
    base: 'henvisning-nytilstand-2.0',
    hit: [add('/mh:MsgHead/mh:Document[1]/mh:RefDoc', 'mh:IssueDate', { V: '2001-01-01' })],
  },
  { rule: 'attachment-media-type-missing', base: archive, hit: [remove(`${attachment}/mh:MimeType`)] },
  {
    rule: 'attachment-media-type-missing',
    base: 'epikrise-1.2',
    hit: [...attached, remove(`${inEpikrise}/p:MimeType`), add(inEpikrise, 'p:FileReference', 'cid:1')],
    miss: [...attached, add(inEpikrise, 'p:FileReference', 'cid:1')],
  },
  {
    rule: 'attachment-description-missing',
    base: archive,
    hit: [write(`${attachment}/mh:Description`, ' ')],
    // It is no attachment.
    miss: [write(`${attachment}/mh:Description`, ' '), set(`${attachment}/mh:MsgType`, { V: 'REF' })],
  },
  { rule: 'attachment-date-missing', base: archive, hit: [remove(`${attachment}/mh:IssueDate`)] },
  {
    rule: 'attachment-not-base64',
    base: archive,
    hit: [write(`${attachment}/mh:Content`, ''), add(`${attachment}/mh:Content`, 'p:Dialogmelding')],
  },
  {
    rule: 'attachment-xml-without-id',
    base: archive,
    hit: [write(`${attachment}/mh:MimeType`, 'text/XML')],
    miss: [write(`${attachment}/mh:MimeType`, 'text/xml'), add(attachment, 'mh:Id', id)],
  },
  {
    rule: 'attachment-kind-unexpected',
    base: archive,
    hit: [set(`${attachment}/mh:MsgType`, { V: 'XML', DN: 'XML-instans' })],
    miss: [set(`${attachment}/mh:MsgType`, { V: 'REF', DN: 'Referanse' })],
  },
  { rule: 'attachment-hollow', base: archive, hit: [write(`${attachment}/mh:Content/*`, ' ')] },
  {
    rule: 'document-empty',
    base: 'epikrise-1.2',
    hit: attached,
    miss: [...attached, add(inEpikrise, 'p:FileReference', 'cid:1')],
  },
];
