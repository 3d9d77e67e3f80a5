import { isAppRecErrorCode } from '../../domain/app-rec-codes.ts';
import { render } from '../../domain/texts.ts';
import { ruleWording, type Told, term } from './context.ts';
import type { ReportedDocument, ShownPlace } from './describe.ts';
import type { Excerpt } from './excerpt.ts';
import { type Html, html } from './html.ts';

/** A path with places to break the line behind each step. */
const path = (text: string): Html =>
  html`<code>${text.split('/').map((step, at) => (at === 0 ? step : html`/<wbr>${step}`))}</code>`;

const excerptOf = ({ words }: Told, excerpt: Excerpt | undefined): Html | undefined => {
  if (excerpt === undefined) return undefined;
  const width = String(excerpt.first + excerpt.lines.length - 1).length;
  const lines = excerpt.lines.map((line, index) => {
    const number = excerpt.first + index;
    const isIt = number === excerpt.at;
    const shown = html`<span>${isIt ? '›' : ' '}${String(number).padStart(width)} </span>${line}\n`;
    return isIt ? html`<mark>${shown}</mark>` : shown;
  });
  return html`<p>${words.excerpt}:</p>\n<pre>${lines}</pre>\n`;
};

const places = (context: Told, all: readonly ShownPlace[]): Html => {
  const shown = all.map(
    (place) =>
      html`${place.path === undefined ? undefined : path(place.path)}${excerptOf(context, place.excerpt)}`,
  );
  return shown.length === 1
    ? html`${shown}`
    : html`<ol>${shown.map((each) => html`<li>${each}</li>\n`)}</ol>`;
};

/** The document's name as its heading: the file's, or what stands for one. */
export const nameOf = ({ words }: Told, { name }: Pick<ReportedDocument, 'name'>): string =>
  name === null ? words.posted : name === '-' ? words.standardInput : name;

/** The verdict in words, with its colour. */
export const verdictOf = ({ all }: Told, { verdict }: Pick<ReportedDocument, 'verdict'>): Html =>
  html`<span class="verdict ${verdict}">${all.report.verdicts[verdict].title}</span>`;

const facts = (context: Told, document: ReportedDocument): Html => {
  const { words, number } = context;
  const { messageType, version, msgId, size, sha256 } = document;
  return html`<h3>${words.about}</h3>
<dl>
${term(words.messageType, messageType ?? words.unknown)}${term(words.version, version ?? words.unknown)}${term(
  words.msgId,
  msgId === null ? words.unknown : msgId === 'hidden' ? words.msgIdHidden : html`<code>${msgId.shown}</code>`,
)}${term(words.size, `${number(size)} ${words.bytes}`)}${term('SHA-256', html`<code>${sha256}</code>`)}</dl>
`;
};

const faultOf = (context: Told, { fault }: ReportedDocument): Html | undefined => {
  if (fault === null) return undefined;
  const { words, texts, language } = context;
  const { title, mend } = render(texts, language, fault.code, fault.params);
  return html`<h3>${words.fault}</h3>
<ul class="entries"><li>
<p><strong>${title}</strong></p>
<dl>${term(words.mend, mend)}${term(words.line, fault.params?.line)}</dl>
</li></ul>
`;
};

const schemaOf = (context: Told, { schema }: ReportedDocument): Html => {
  const { words, all } = context;
  const errors = schema.errors.map((error) => {
    const { title, mend } = all.report.schemaErrors[error.code];
    return html`<li>
<h4>${title}</h4>
<dl>
${term(words.line, error.line)}${term(words.where, error.path === undefined ? undefined : path(error.path))}${term(
  words.mend,
  mend,
)}${term(words.technical, html`<span lang="en">${error.message}</span>`)}</dl>
${excerptOf(context, error.excerpt)}</li>
`;
  });
  const outcome = schema.checked ? words.schemaValid : words.schemaNotChecked;
  return html`<h3>${words.schema}</h3>
${errors.length === 0 ? html`<p>${outcome}</p>` : html`<ul class="entries">\n${errors}</ul>`}
`;
};

const receiptOf = (context: Told, document: ReportedDocument): Html => {
  const { words, all, detailsLanguage } = context;
  const { appRec, isReceipt, verdict } = document;
  const heading = html`<h3>${words.receipt}</h3>\n`;
  if (appRec === null) {
    const undecided = verdict === 'partial' ? words.receiptUndecided : words.receiptNobody;
    return html`${heading}<p>${isReceipt ? words.receiptOfReceipt : undecided}</p>\n`;
  }
  const errors = appRec.errors.map(({ code, text, details }) => {
    const wording = isAppRecErrorCode(code) ? all.appRecErrors[code] : undefined;
    const told = details === null ? undefined : html`<span lang="${detailsLanguage}">${details}</span>`;
    return html`<li>
<h4>${code}: ${wording?.title ?? text}</h4>
<dl>${term(words.mend, wording?.mend)}${term(words.receiptDetails, told)}</dl>
</li>
`;
  });
  const status = `${appRec.status} ${all.report.statuses[appRec.status]}`;
  return html`${heading}<dl>${term(words.receiptVersion, appRec.version)}${term(words.receiptStatus, status)}</dl>
${errors.length > 0 && html`<ul class="entries">\n${errors}</ul>\n`}`;
};

const findingsOf = (context: Told, { findings }: ReportedDocument): Html => {
  const { words, all } = context;
  const groups = findings.map(({ severity, rules }) => {
    const entries = rules.map(({ rule, places: where }) => {
      const { title, mend } = ruleWording(context, rule);
      const source = context.rule(rule)?.source;
      return html`<li>
<h5>${title}</h5>
<dl>
${term(words.mend, mend)}${term(words.where, places(context, where))}${term(words.rule, html`<code>${rule}</code>`)}${term(
  words.source,
  source && `${source.document}, ${source.section}`,
)}</dl>
</li>
`;
    });
    const count = rules.reduce((sum, rule) => sum + rule.places.length, 0);
    return html`<h4>${all.report.severities[severity]} (${count})</h4>
<ul class="entries">
${entries}</ul>
`;
  });
  return html`<h3>${words.findings}</h3>
${groups.length === 0 ? html`<p>${words.findingsNone}</p>\n` : groups}`;
};

/** One document's part of the page: its verdict and all that led to it. `id` is the anchor of its heading. */
export const documentPart = (context: Told, document: ReportedDocument, id: string): Html => {
  const { words, all } = context;
  const { title, mend } = all.report.verdicts[document.verdict];
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${nameOf(context, document)}</h2>
<p><strong class="verdict ${document.verdict}">${title}.</strong> ${mend}</p>
${facts(context, document)}${faultOf(context, document)}${schemaOf(context, document)}${receiptOf(
  context,
  document,
)}${findingsOf(context, document)}<h3>${words.notChecked}</h3>
<ul>
${document.notChecked.map((part) => html`<li>${all.report.notChecked[part]}</li>\n`)}</ul>
</section>
`;
};
