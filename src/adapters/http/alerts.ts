import type { Express } from 'express';
import { z } from 'zod';
import { linkOf, wordAlert } from '../../app/alerts/compose.ts';
import { actOnAlert, listAlerts } from '../../app/alerts/inbox.ts';
import { checkActsFor } from '../../domain/access.ts';
import {
  type Alert,
  type AlertDeed,
  closeReasons,
  readRoleName,
  roleNameExpected,
} from '../../domain/alerts/alert.ts';
import { trafficType } from '../../domain/alerts/telling.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { cursorOf, readAlertQuery } from './alerts-query.ts';
import { anyCase } from './any-case.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from './endpoint.ts';
import { readJson } from './json-body.ts';
import { noteAccess } from './note-access.ts';
import { queryOf } from './query.ts';
import type { RequestFault } from './request-fault.ts';

/** An alert in JSON and words. No patient: an alert knows of none. */
const present = ({ http, context: { language } }: KnownCall, alert: Alert) => {
  const { texts, services, directory, settings } = http;
  const words = texts[language].alerts;
  const type = trafficType(alert);
  const { catalogue } = services.handoverRules;
  const { title, mend } = wordAlert({ texts, catalogue }, language, {
    ...alert,
    ...(type !== undefined && { type }),
  });
  return {
    id: alert.id,
    enterprise: { herId: alert.enterprise, name: directory.organisation(alert.enterprise)?.name ?? null },
    kind: alert.kind,
    title,
    act: mend,
    part: alert.part,
    partText: words.parts[alert.part],
    expectation: alert.expectation ?? null,
    case: alert.case ?? null,
    messageType: type ?? null,
    severity: alert.severity,
    severityText: texts[language].report.severities[alert.severity],
    level: alert.level,
    levelText: alert.level === 0 ? null : words.levels[alert.level],
    handoverId: alert.kind === 'expectation' && !alert.ofMessage ? alert.holder : null,
    messageId: alert.ofMessage ? alert.holder : null,
    senderHerId: type === undefined ? null : Number(alert.holder),
    link: linkOf(settings.publicBaseUrl?.replace(/\/+$/, '') ?? '', alert) ?? null,
    dueAt: alert.dueAt ?? null,
    raisedAt: alert.raisedAt,
    changedAt: alert.changedAt,
    state: alert.state,
    stateText: words.states[alert.state],
    stateAt: alert.stateAt,
    assignee: alert.assignee ?? null,
    reason: alert.reason ?? null,
    reasonText: alert.reason === undefined ? null : words.reasons[alert.reason],
    notifiedAt: alert.notifiedAt ?? null,
  };
};

const holdersOf = (alerts: readonly Alert[]): readonly string[] => [
  ...new Set(alerts.map(({ holder }) => holder)),
];

/** Notes what an answer tells of single handovers and messages; what is about a sender's traffic tells of none. */
const noteShown = async (call: KnownCall, alerts: readonly Alert[]): Promise<void> => {
  const messages = holdersOf(alerts.filter(({ ofMessage }) => ofMessage));
  const handovers = holdersOf(alerts.filter(({ ofMessage, kind }) => !ofMessage && kind === 'expectation'));
  if (handovers.length > 0) {
    await noteAccess(call, { action: 'handovers-listed', kind: 'handover', objects: handovers });
  }
  if (messages.length > 0) {
    await noteAccess(call, { action: 'messages-listed', kind: 'message', objects: messages });
  }
};

const inLanguage = ({ context, res }: KnownCall): Readonly<Record<string, string>> => {
  res.vary('Accept-Language');
  return { 'Content-Language': context.language };
};

/** GET /api/alerts: a page of the alerts of the enterprises that the caller acts for, the most severe first. */
const handleList: Handler<KnownCall> = async (call) => {
  const { http, req, actsFor, principal } = call;
  const query = readAlertQuery(queryOf(req));
  if (!query.ok) return query;
  const { enterprises } = query.value;
  const notTheirs = checkActsFor(principal, enterprises, http.directory);
  if (notTheirs !== undefined) return fail(notTheirs);
  const own =
    enterprises.length > 0
      ? enterprises
      : http.directory.organisations.map(({ herId }) => herId).filter(actsFor);
  const { alerts, hasMore } = await listAlerts(http.services, { ...query.value, enterprises: own });
  await noteShown(call, alerts);
  const last = alerts.at(-1);
  return ok({
    status: 200,
    headers: inLanguage(call),
    json: {
      alerts: alerts.map((alert) => present(call, alert)),
      next:
        hasMore && last !== undefined
          ? cursorOf({ severity: last.severity, at: last.dueAt ?? last.raisedAt, id: last.id })
          : null,
    },
  });
};

const roleNameField = z.string({ error: roleNameExpected }).transform((text, context): string => {
  const name = readRoleName(text);
  if (name !== undefined) return name;
  context.issues.push({ code: 'custom', message: roleNameExpected, input: undefined });
  return z.NEVER;
});
const reasonField = z.enum(closeReasons, { error: `one of ${closeReasons.join(', ')}` });

type ReadDeed = (call: KnownCall) => Promise<Result<AlertDeed, RequestFault>>;

/** What may be done with an alert, by the last part of its address. */
const deeds: Readonly<Record<AlertDeed['kind'], ReadDeed>> = {
  acknowledge: async () => ok({ kind: 'acknowledge' }),
  async assign(call) {
    const read = await readJson(call, anyCase({ to: roleNameField }));
    return read.ok ? ok({ kind: 'assign', to: read.value.to }) : read;
  },
  async close(call) {
    const read = await readJson(call, anyCase({ reason: reasonField }));
    return read.ok ? ok({ kind: 'close', reason: read.value.reason }) : read;
  },
};

const handleDeed =
  (readDeed: ReadDeed): Handler<KnownCall> =>
  async (call) => {
    const deed = await readDeed(call);
    if (!deed.ok) return deed;
    const { http, req, actsFor, principal } = call;
    const done = await actOnAlert(http.services, String(req.params.id), deed.value, actsFor, principal.name);
    return done.ok ? ok({ status: 200, headers: inLanguage(call), json: present(call, done.value) }) : done;
  };

/** The inbox of alerts, and what is done with each. */
export const mountAlerts = (app: Express, http: Http): void => {
  app
    .route('/api/alerts')
    .get(endpoint(http, allowed('alerts.read', handleList)))
    .all(methodNotAllowed(http, 'GET, HEAD'));
  for (const [name, readDeed] of Object.entries(deeds)) {
    app
      .route(`/api/alerts/:id/${name}`)
      .post(endpoint(http, allowed('alerts.act', handleDeed(readDeed))))
      .all(methodNotAllowed(http, 'POST'));
  }
};
