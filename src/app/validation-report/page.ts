import { formatOslo } from '../../domain/norwegian-time.ts';
import { verdicts } from '../../domain/report-texts.ts';
import { type ReportContext, ruleSet, ruleWording, type Told, term, told } from './context.ts';
import type { ReportedDocument } from './describe.ts';
import { documentPart, nameOf, verdictOf } from './document.ts';
import { type Html, html } from './html.ts';
import { reportPolicy, style } from './style.ts';

const anchor = (at: number): string => `document-${at + 1}`;

const findingsIn = ({ findings }: ReportedDocument): number =>
  findings.flatMap(({ rules }) => rules).reduce((sum, { places }) => sum + places.length, 0);

const byVerdict = (context: Told, documents: readonly ReportedDocument[]): Html => {
  const { words, number } = context;
  const rows = verdicts.map((verdict) => {
    const count = documents.filter((document) => document.verdict === verdict).length;
    return html`<tr><th scope="row">${verdictOf(context, { verdict })}</th><td class="figure">${number(count)}</td></tr>\n`;
  });
  return html`<table>
<caption>${words.byResult}</caption>
<thead><tr><th scope="col">${words.result}</th><th scope="col" class="figure">${words.count}</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
};

const byRule = (context: Told, documents: readonly ReportedDocument[]): Html | undefined => {
  const { words, all, number } = context;
  const broken = documents.flatMap(({ findings }) =>
    findings.flatMap(({ severity, rules }) => rules.map((each) => ({ ...each, severity }))),
  );
  if (broken.length === 0) return undefined;
  const rows = [...Map.groupBy(broken, ({ rule }) => rule)]
    .map(([rule, each]) => ({
      rule,
      severity: each[0]?.severity ?? 'info',
      files: each.length,
      findings: each.reduce((sum, { places }) => sum + places.length, 0),
    }))
    .sort((one, other) => other.findings - one.findings || (one.rule < other.rule ? -1 : 1))
    .map(
      ({ rule, severity, files, findings }) =>
        html`<tr><th scope="row">${ruleWording(context, rule).title}<span class="detail">${all.report.severities[severity]}, <code>${rule}</code></span></th><td class="figure">${number(findings)}</td><td class="figure">${number(files)}</td></tr>\n`,
    );
  return html`<table>
<caption>${words.byRule}</caption>
<thead><tr><th scope="col">${words.rule}</th><th scope="col" class="figure">${words.findings}</th><th scope="col" class="figure">${words.files}</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
};

const byFile = (context: Told, documents: readonly ReportedDocument[]): Html => {
  const { words, number } = context;
  const rows = documents.map(
    (document, at) =>
      html`<tr><th scope="row"><a href="#${anchor(at)}">${nameOf(context, document)}</a><span class="detail">${document.messageType ?? words.unknown} ${document.version}</span></th><td class="state">${verdictOf(context, document)}</td><td class="figure">${number(findingsIn(document))}</td></tr>\n`,
  );
  return html`<table>
<caption>${words.files}</caption>
<thead><tr><th scope="col">${words.file}</th><th scope="col" class="state">${words.result}</th><th scope="col" class="figure">${words.findings}</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
};

const summary = (context: Told, documents: readonly ReportedDocument[]): Html | false =>
  documents.length > 1 &&
  html`<section aria-labelledby="summary">
<h2 id="summary">${context.words.summary}</h2>
${byVerdict(context, documents)}${byRule(context, documents)}${byFile(context, documents)}</section>
`;

const aboutReport = ({ words, software, madeAt, rules, number, withContent }: Told): Html => {
  const { count, newest, fingerprint } = ruleSet(rules);
  const time = formatOslo(madeAt);
  return html`<h2>${words.aboutReport}</h2>
<dl>
${term(words.gateway, `${software.name} ${software.version}`)}${term(
  words.madeAt,
  html`<time datetime="${time}">${time.slice(0, 16).replace('T', ' ')}</time>`,
)}${term(words.rules, number(count))}${term(words.rulesNewest, newest)}${term(
  words.rulesFingerprint,
  html`<code>${fingerprint}</code>`,
)}</dl>
<p>${words.paths}</p>
${!withContent && html`<p>${words.withoutContent}</p>`}
`;
};

const alarm = ({ withContent, all }: Told): Html | false => {
  const { title, mend } = all.report.contentWarning;
  return withContent && html`<p class="alarm" role="note"><strong>${title}.</strong> ${mend}</p>\n`;
};

/**
 * The report on validated documents as one HTML page that loads nothing and runs nothing. All that stands in it is
 * escaped, and what it shows of a document is what `describeDocument` took.
 */
export const reportPage = (documents: readonly ReportedDocument[], context: ReportContext): string => {
  const given = told(context);
  const { words, language } = given;
  const [first] = documents;
  const title =
    documents.length === 1 && first !== undefined ? `${words.title}: ${nameOf(given, first)}` : words.title;
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${reportPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header>
<h1>${words.title}</h1>
${alarm(given)}</header>
<main id="main" tabindex="-1">
${summary(given, documents)}${documents.map((document, at) => documentPart(given, document, anchor(at)))}</main>
<footer>
${aboutReport(given)}</footer>
</body>
</html>
`;
  return String(page);
};
