import type { AlertFacts } from '../../domain/alerts/alert.ts';
import type { Notification } from '../../domain/alerts/store.ts';
import { type AlertCount, breaksQuiet, countAlerts, trafficType } from '../../domain/alerts/telling.ts';
import type { ExpectationCatalogue } from '../../domain/expectation.ts';
import type { Mail } from '../../domain/ports.ts';
import type { Language, Texts, Wording } from '../../domain/texts.ts';

/** What messages on alerts say: what and how much, with ids and links. Nothing of a patient: alerts know of none. */

export interface Wordbook {
  readonly texts: Texts;
  readonly catalogue: Pick<ExpectationCatalogue, 'expectations'>;
}

const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** What an alert is about and what to do, in words. */
export const wordAlert = (
  { texts, catalogue }: Wordbook,
  language: Language,
  { kind, expectation, type }: Pick<AlertCount, 'kind' | 'expectation' | 'type'>,
): Wording => {
  if (kind !== 'expectation') {
    const { title, mend } = texts[language].alerts.kinds[kind];
    return { title: fill(title, { type: type ?? texts[language].unknownValue }), mend };
  }
  // A row that is retired has no words any more.
  const row = catalogue.expectations.find(({ id }) => id === expectation)?.texts[language];
  return { title: row?.name ?? expectation ?? texts[language].unknownValue, mend: row?.act ?? '' };
};

/** Where the API tells more of what an alert is about; none of traffic, which is told in figures. */
export const linkOf = (
  baseUrl: string,
  { kind, holder, ofMessage }: Pick<AlertFacts, 'kind' | 'holder' | 'ofMessage'>,
): string | undefined => {
  if (kind !== 'expectation' && kind !== 'parked') return undefined;
  return `${baseUrl}/api/${ofMessage ? 'messages' : 'handovers'}/${encodeURIComponent(holder)}`;
};

const inboxOf = (baseUrl: string, { enterprise }: Pick<Notification, 'enterprise'>): string =>
  `${baseUrl}/api/alerts?enterprise=${enterprise}`;

/** The body of a `handover.alerts` webhook; the same at every attempt. */
export const webhookBody = (baseUrl: string, notification: Notification): object => ({
  type: 'handover.alerts',
  timestamp: notification.madeAt.toISOString(),
  data: {
    notificationId: notification.id,
    enterpriseHerId: notification.enterprise,
    inbox: inboxOf(baseUrl, notification),
    counts: countAlerts(notification.alerts),
    alerts: notification.alerts.map((alert) => ({
      id: alert.id,
      kind: alert.kind,
      part: alert.part,
      expectation: alert.expectation ?? null,
      case: alert.case ?? null,
      messageType: trafficType(alert) ?? null,
      severity: alert.severity,
      level: alert.level,
      dueAt: alert.dueAt?.toISOString() ?? null,
      handoverId: alert.kind === 'expectation' && !alert.ofMessage ? alert.holder : null,
      messageId: alert.ofMessage ? alert.holder : null,
      senderHerId: trafficType(alert) === undefined ? null : Number(alert.holder),
      link: linkOf(baseUrl, alert) ?? null,
    })),
  },
});

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** An e-mail on alerts, in plain text and as simple HTML: what is late and how much of it, and where to read on. */
export const alertMail = (
  wordbook: Wordbook,
  notification: Notification,
  to: { readonly addresses: readonly string[]; readonly language: Language; readonly enterprise: string },
  baseUrl: string,
): Mail => {
  const { language } = to;
  const { alerts: words, report } = wordbook.texts[language];
  const { alerts } = notification;
  const values = {
    enterprise: to.enterprise,
    count: alerts.length,
    url: inboxOf(baseUrl, notification),
  };
  const rows = countAlerts(alerts).map((each) => ({
    what: wordAlert(wordbook, language, each).title,
    who: words.parts[each.part],
    status: words.levels[each.level],
    severity: report.severities[each.severity],
    count: each.count,
  }));
  const intro = fill(words.mail.intro, values);
  const where = fill(words.mail.where, values);
  const lines = rows.map(
    ({ what, who, status, severity, count }) => `${count} × ${what} (${who}): ${status}. ${severity}.`,
  );
  const head = (['count', 'expectation', 'part', 'level', 'severity'] as const).map(
    (name) => `<th align="left">${escaped(words.mail[name])}</th>`,
  );
  const cells = rows.map(({ what, who, status, severity, count }) =>
    [String(count), what, who, status, severity].map((cell) => `<td>${escaped(cell)}</td>`).join(''),
  );
  return {
    id: notification.id,
    to: to.addresses,
    language,
    subject: fill(alerts.some(breaksQuiet) ? words.mail.subjectCritical : words.mail.subject, values),
    text: `${[intro, lines.join('\n'), where, words.mail.why].join('\n\n')}\n`,
    html: [
      `<!doctype html><html lang="${language}"><body>`,
      `<p>${escaped(intro)}</p>`,
      `<table cellpadding="4"><thead><tr>${head.join('')}</tr></thead>`,
      `<tbody>${cells.map((row) => `<tr>${row}</tr>`).join('')}</tbody></table>`,
      `<p>${escaped(where)}</p><p>${escaped(words.mail.why)}</p></body></html>`,
    ].join('\n'),
    at: notification.madeAt,
  };
};
