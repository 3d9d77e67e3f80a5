import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attr, child, children, elements, parent, text, type XmlDocument } from '../../src/xml/dom.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { path } from '../../src/xml/path.ts';
import { schemas } from '../schemas/judge.ts';
import { innlagt, ns } from '../schemas/sample.ts';

const read = (xml: string): XmlDocument => {
  const parsed = parseXml(Buffer.from(xml));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.value;
};

describe('reading elements', () => {
  const xml =
    '<r xmlns="urn:r" xmlns:q="urn:q" id="1" q:id="2" empty="" multi="a&#10;b&amp;c">\n' +
    '<a>one</a><q:a>other</q:a><!-- c --><a><![CDATA[t]]>wo <b>deep</b></a>text<empty/><æ>ø</æ></r>';
  let document: XmlDocument;
  beforeAll(() => {
    document = read(xml);
  });
  afterAll(() => document[Symbol.dispose]());

  test('child finds the first of a name and namespace', () => {
    expect(text(child(document.root, 'urn:r', 'a')!)).toBe('one');
    expect(text(child(document.root, 'urn:q', 'a')!)).toBe('other');
    expect(text(child(document.root, 'urn:r', 'æ')!)).toBe('ø');
    expect(child(document.root, '', 'a')).toBeUndefined();
    expect(child(document.root, 'urn:r', 'b')).toBeUndefined();
  });

  test('children finds all of a name and namespace, elements all of any', () => {
    expect(children(document.root, 'urn:r', 'a').map(text)).toEqual(['one', 'two deep']);
    expect(children(document.root, 'urn:r', 'x')).toEqual([]);
    expect(elements(document.root).map(({ name }) => name)).toEqual(['a', 'a', 'a', 'empty', 'æ']);
  });

  test('text joins all text below, with CDATA, and is empty for an empty element', () => {
    expect(text(document.root)).toBe('\noneothertwo deeptextø');
    expect(text(child(document.root, 'urn:r', 'empty')!)).toBe('');
  });

  test('attr tells absent from empty, and namespaces apart', () => {
    const { root } = document;
    expect([attr(root, 'id'), attr(root, 'id', 'urn:q')]).toEqual(['1', '2']);
    expect([attr(root, 'empty'), attr(root, 'absent')]).toEqual(['', undefined]);
    expect(attr(root, 'multi')).toBe('a\nb&c');
  });

  test('parent leads up, and ends at the root', () => {
    const deep = elements(child(document.root, 'urn:r', 'a')!)[0] ?? child(document.root, 'urn:q', 'a')!;
    expect(parent(deep)?.name).toBe('r');
    expect(parent(document.root)).toBeUndefined();
  });

  test('line counts from 1', () => {
    expect(child(document.root, 'urn:r', 'empty')?.line).toBe(2);
  });
});

describe('paths', () => {
  const organisationOf = (document: XmlDocument) =>
    child(child(child(document.root, ns.mh, 'MsgInfo')!, ns.mh, 'Sender')!, ns.mh, 'Organisation')!;

  test('show names of the schemas with their prefixes and positions, whatever prefixes the sender uses', () => {
    using document = read(innlagt.replaceAll('po:', 'zz:').replace('xmlns:po', 'xmlns:zz'));
    schemas.validate(document);
    const ident = child(organisationOf(document), ns.mh, 'Ident')!;
    expect(path(ident)).toBe('/mh:MsgHead/mh:MsgInfo[1]/mh:Sender[1]/mh:Organisation[1]/mh:Ident[1]');
    const content = children(child(document.root, ns.mh, 'Document')!, ns.mh, 'RefDoc')[0]!;
    const payload = elements(child(content, ns.mh, 'Content')!)[0]!;
    expect(path(elements(payload)[0]!)).toMatch(
      /p1:Pasientlogistikk\[1\]\/po:InformasjonOmForsendelsen\[1\]$/,
    );
  });

  test('count elements of the same name', () => {
    using document = read('<a><b/><c/>x<b/><b/></a>');
    document.vocabulary = schemas.vocabulary;
    const third = elements(document.root)[3]!;
    expect(path(third)).toBe('/*/*[4]');
    using receivers = read(`<MsgInfo xmlns="${ns.mh}"><OtherReceiver/><x/><OtherReceiver/></MsgInfo>`);
    schemas.validate(receivers);
    expect(path(elements(receivers.root)[2]!)).toBe('/mh:MsgInfo/mh:OtherReceiver[2]');
  });

  test('show no name of the sender’s making', () => {
    using document = read(
      `<MsgHead xmlns="${ns.mh}"><KariNordmann><MsgId xmlns="urn:kari"/></KariNordmann></MsgHead>`,
    );
    schemas.validate(document);
    const deepest = elements(elements(document.root)[0]!)[0]!;
    expect(path(deepest)).toBe('/mh:MsgHead/*[1]/*[1]');
  });

  test('show no name at all before a schema set has judged the document', () => {
    using document = read(innlagt);
    expect(path(organisationOf(document))).toBe('/*/*[1]/*[5]/*[1]');
  });
});

describe('disposal', () => {
  test('a document may be disposed twice', () => {
    const document = read('<a/>');
    document[Symbol.dispose]();
    document[Symbol.dispose]();
  });

  test('an element used after its document is disposed throws, and reads no foreign memory', () => {
    const document = read('<a b="1"><c/></a>');
    const { root } = document;
    document[Symbol.dispose]();
    for (const use of [
      () => root.name,
      () => text(root),
      () => attr(root, 'b'),
      () => path(root),
      () => elements(root),
    ]) {
      expect(use).toThrow('disposed');
    }
    expect(() => document.root).toThrow('disposed');
    expect(() => schemas.validate(document)).toThrow('disposed');
  });
});
