import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../src/domain/texts.ts';
import { fixtureBytes, messageWith } from '../../helpers/fixtures.ts';
import { every, fixture, judged, page, readable, rules, texts } from './pages.ts';

describe('the report page', () => {
  it('shows lines of the message when asked to, and says so', () => {
    const [type, name] = ['henvisning-nytilstand-2.0', 'several-faults'];
    const bytes = fixtureBytes(type, name);
    const line = Buffer.from(bytes)
      .toString('utf8')
      .split('\n')
      .find((each) => each.includes('<MsgId>'));
    const open = page([[null, bytes]], { withContent: true });
    const closed = page([[null, bytes]]);
    expect(readable(open)).toContain(line?.trim());
    expect(readable(closed)).not.toContain(line?.trim());
    for (const language of languages) {
      const { title } = texts[language].report.contentWarning;
      expect(readable(page([[null, bytes]], { language, withContent: true }))).toContain(title);
      expect(readable(page([[null, bytes]], { language }))).not.toContain(title);
    }
  });

  it('tells type, version, MsgId, size, digest and verdict of a file', () => {
    const [name, bytes] = fixture('log-innlagt-1.6', 'full');
    const shown = readable(page([[name, bytes]]));
    const { msgId } = judged(bytes);
    for (const fact of [
      'full.xml',
      'LOG_INNLAGT',
      'Versjon 1.6',
      msgId,
      `${bytes.length}`.replace(/(\d)(?=\d{3}$)/, '$1 '),
      createHash('sha256').update(bytes).digest('hex'),
      texts.nb.report.verdicts.ok.title,
      'Overgang 0.0.1',
      '2026-11-21 10:00',
    ]) {
      expect(shown).toContain(fact);
    }
  });

  it('tells of each schema error its line, its path, and how to mend it', () => {
    const [name, bytes] = fixture('log-innlagt-1.6', 'schema-invalid-twice');
    const { errors } = judged(bytes).schema;
    expect(errors.length).toBeGreaterThan(1);
    const shown = readable(page([[name, bytes]], { language: 'nn' }));
    for (const { code, line, path, message } of errors) {
      const { title, mend } = texts.nn.report.schemaErrors[code];
      for (const said of [title, `Linje ${line}`, path, mend, message]) expect(shown).toContain(said);
    }
  });

  it('tells the receipt that would be given, and what to do about each of its errors', () => {
    const [name, bytes] = fixture('henvisning-nytilstand-2.0', 'several-faults');
    const { appRec } = judged(bytes);
    const shown = readable(page([[name, bytes]], { language: 'en' }));
    expect(shown).toContain('Status 2 Rejected');
    expect(appRec?.errors.map(({ code }) => code)).toEqual(expect.arrayContaining(['E10', 'T99']));
    for (const { code, details } of appRec?.errors ?? []) {
      const { title, mend } = texts.en.appRecErrors[code as 'E10'];
      for (const said of [`${code}: ${title}`, mend, details]) expect(shown).toContain(said);
    }
  });

  it('tells of each finding its rule, place, source and how to mend it, gravest first', () => {
    const [name, bytes] = fixture('epikrise-1.2', 'thin');
    const { findings } = judged(bytes);
    expect(findings.length).toBeGreaterThan(1);
    const shown = readable(page([[name, bytes]], { language: 'en' }));
    for (const { rule, path } of findings) {
      const row = rules.find(({ id }) => id === rule);
      const { title, mend } = row?.texts.en ?? { title: '', mend: '' };
      for (const said of [rule, title, mend, path, `${row?.source.document}, ${row?.source.section}`])
        expect(shown).toContain(said);
    }
    const { severities } = texts.en.report;
    const order = ['critical', 'high', 'medium', 'low', 'info'] as const;
    const places = order.map((severity) => shown.search(new RegExp(`${severities[severity]} \\(\\d+\\)`)));
    const there = places.filter((place) => place !== -1);
    expect(there).toEqual(there.toSorted((one, other) => one - other));
  });

  it('says what was not checked, and why there is no receipt', () => {
    const { report } = texts.nb;
    const shown = (type: string, name: string) => readable(page([fixture(type, name)]));
    const unreadable = shown('bad-input', 'not-xml');
    for (const said of [report.notChecked.schema, report.notChecked.payload, report.words.receiptNobody])
      expect(unreadable).toContain(said);
    expect(unreadable).toContain(report.words.schemaNotChecked);
    const receipt = shown('apprec-1.1', 'ok');
    for (const said of [report.notChecked.original, report.words.receiptOfReceipt])
      expect(receipt).toContain(said);
    const good = shown('log-innlagt-1.6', 'full');
    expect(good).toContain(report.notChecked.directory);
    expect(good).not.toContain(report.notChecked.payload);
    expect(shown('log-innlagt-1.6', 'unknown-payload')).toContain(report.notChecked.payload);
  });

  it('hides a MsgId that is no UUID unless content is asked for', () => {
    const bytes = messageWith('log-innlagt-1.6', 'full', { msgId: 'KARI-1939' });
    const closed = page([[null, bytes]]);
    expect(closed).not.toContain('KARI');
    expect(closed).toContain(texts.nb.report.words.msgIdHidden);
    expect(page([[null, bytes]], { withContent: true })).toContain('<code>KARI-1939</code>');
  });

  it('counts several files by verdict and by rule, and leads to each', () => {
    const made = page(every);
    const verdictCounts = Object.groupBy(every, ([, bytes]) => judged(bytes).verdict);
    for (const [verdict, files] of Object.entries(verdictCounts)) {
      const { title } = texts.nb.report.verdicts[verdict as 'ok'];
      expect(readable(made)).toContain(` ${title} ${files.length} `);
    }
    const found = every.flatMap(([, bytes]) => judged(bytes).findings);
    const [most] = [...Map.groupBy(found, ({ rule }) => rule)].toSorted((a, b) => b[1].length - a[1].length);
    const row = new RegExp(`${most?.[0]}</code></span></th>\\s*<td class="figure">${most?.[1].length}</td>`);
    expect(made).toMatch(row);
    for (const [, target = ''] of made.matchAll(/href="#([^"]*)"/g)) expect(made).toContain(`id="${target}"`);
    expect(page([fixture('log-innlagt-1.6', 'full')])).not.toContain('id="summary"');
  });
});
