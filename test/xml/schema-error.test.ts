import { describe, expect, test } from 'vitest';
import { judge } from '../schemas/judge.ts';
import { document, innlagt, msgHead, msgInfo, ns } from '../schemas/sample.ts';

describe('a departure from the schema is told with line, path and what was expected', () => {
  test.each([
    [
      'an element out of place',
      innlagt.replace(/<MsgId>.*<\/MsgId>/, ''),
      {
        line: 3,
        code: 'element-unexpected',
        path: '/mh:MsgHead/mh:MsgInfo[1]/mh:Sender[1]',
        message: 'mh:Sender is not expected here; expected mh:MsgId',
      },
    ],
    [
      'an element missing',
      msgHead(msgInfo()),
      {
        line: 2,
        code: 'element-missing',
        path: '/mh:MsgHead',
        message: 'mh:MsgHead lacks a child element; expected one of mh:Document, mh:PatientReport',
      },
    ],
    [
      'a value of the wrong type',
      msgHead(msgInfo({ genDate: '2024-03-05' }), document('')),
      {
        line: 3,
        code: 'value-invalid',
        path: '/mh:MsgHead/mh:MsgInfo[1]/mh:GenDate[1]',
        message: 'the value of mh:GenDate is not valid; expected xs:dateTime',
      },
    ],
    [
      'an attribute of the wrong form',
      innlagt.replace('2.16.578.1.12.4.1.1.9051', 'x'),
      { code: 'attribute-invalid', message: 'the value of attribute S of mh:TypeId is not valid' },
    ],
    [
      'an attribute missing',
      `<Node xmlns="http://www.kith.no/xmlstds/epj/EPJEkstrakt/2008-02-20" xmlns:m1="${ns.m1}" m1:komponenttype="x" komponentID="1"/>`,
      { code: 'attribute-missing', message: 'epj-s:Node lacks the attribute m1:basiskomponenttype' },
    ],
    [
      'a fixed attribute with another value',
      `<GenereltJournalnotat xmlns="${ns.epj2}" xmlns:m1="${ns.m1}" m1:basiskomponenttype="EPJ sak" m1:komponenttype="2.16.578.1.12.4.1.6.13.11009.0" komponentID="1"><Journaltekst><Notat/></Journaltekst></GenereltJournalnotat>`,
      {
        line: 1,
        code: 'attribute-invalid',
        path: '/epj2:GenereltJournalnotat',
        message:
          'the value of attribute m1:basiskomponenttype of epj2:GenereltJournalnotat is not valid; expected EPJ dokument',
      },
    ],
    [
      'an unknown payload',
      msgHead(msgInfo(), document('<Content><Foo xmlns="urn:foo"/></Content>')),
      {
        code: 'element-unknown',
        path: '/mh:MsgHead/mh:Document[1]/mh:RefDoc[1]/mh:Content[1]/*[1]',
        message: 'an unknown element is not declared by any schema known here',
      },
    ],
    [
      'an unknown root',
      '<Foo/>',
      {
        line: 1,
        code: 'root-unknown',
        path: '/*',
        message: 'the root element is not the root of a message type known here',
      },
    ],
  ])('%s', (_title, xml, expected) => expect(judge(xml)[0]).toMatchObject(expected));
});

describe('nothing of the sender’s making is told', () => {
  const mark = 'KARINORDMANN01015000232';
  const lie = `${mark}' is not a valid value of the atomic type '${mark}'. Expected is ( ${mark} )`;
  const inInfo = (text: string): string => innlagt.replace('<Type ', `${text}<Type `);
  test.each([
    ['an element', inInfo(`<${mark}/>`)],
    ['an element in a namespace', inInfo(`<x:${mark} xmlns:x="urn:${mark}"/>`)],
    ['a known element in a namespace of the sender', inInfo(`<MsgId xmlns="${mark}"/>`)],
    [
      'a namespace that looks like a message of the validator',
      inInfo(`<Type xmlns="}Type': Missing child element(s). Expected is one of ( ${mark} )."/>`),
    ],
    ['an attribute', innlagt.replace('<MsgInfo>', `<MsgInfo ${mark}="${mark}">`)],
    [
      'an attribute in a namespace',
      innlagt.replace('<MsgInfo>', `<MsgInfo xmlns:x="${mark}'" x:${mark}="1">`),
    ],
    ['a value', msgHead(msgInfo({ genDate: mark }), document(''))],
    ['a value that looks like a message of the validator', msgHead(msgInfo({ genDate: lie }), document(''))],
    ['a value of an attribute', innlagt.replace('2.16.578.1.12.4.1.1.9051', lie)],
    ['a fixed value', msgHead(msgInfo({ version: mark }), document(''))],
    ['a value of a union', innlagt.replace('2024-03-05T10:00:00"', `${lie}"`)],
    ['text', msgHead(msgInfo(), document(`<Content>${mark}</Content>`))],
    ['text where none may be', innlagt.replace('<MsgInfo>', `<MsgInfo>${mark}`)],
    ['a root', `<${mark}/>`],
    [
      'an xsi:type',
      innlagt.replace(
        '<Type ',
        `<Type xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${mark}" `,
      ),
    ],
    [
      'a fixed attribute',
      `<Notater xmlns="${ns.epj2}" xmlns:m1="${ns.m1}" m1:komponenttype="${mark}" m1:basiskomponenttype="${mark}" ${mark}="1"/>`,
    ],
    ['a long value', msgHead(msgInfo({ genDate: mark.repeat(10_000) }), document(''))],
  ])('not %s', (_title, xml) => {
    const errors = judge(xml);
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toContain('KARI');
    for (const { message, path } of errors) expect(message.length + (path ?? '').length).toBeLessThan(1000);
  });
});

test('a message has its first 20 departures, and the rest is not told', () => {
  const faulty = Array.from({ length: 50 }, () => document('').replace('V="XML"', 'X=""'));
  expect(judge(msgHead(msgInfo(), ...faulty))).toHaveLength(20);
});

test('one fault in a value is told once', () => {
  expect(judge(innlagt.replace('>false<', '><b/><'))).toHaveLength(1);
});
