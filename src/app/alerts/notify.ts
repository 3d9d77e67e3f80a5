import { type AlertChannel, inboxOnly } from '../../domain/alerts/settings.ts';
import type { Notification, SendingEnd } from '../../domain/alerts/store.ts';
import { planTelling } from '../../domain/alerts/telling.ts';
import type { HerId } from '../../domain/ids.ts';
import { nextAttemptAt } from '../../domain/retry.ts';
import { errorFacts } from '../error-facts.ts';
import { alertMail, webhookBody } from './compose.ts';
import type { AlertServices } from './services.ts';

/** Enterprises that a round plans for, and alerts of each that one message may hold. */
const enterprisesAtOnce = 500;
const alertsAtOnce = 1_000;
/** Messages taken at once; each is sent by itself, so that one that hangs keeps few waiting. */
const sendAtOnce = 8;
/** Longer than any attempt takes. */
const leaseMs = 120_000;
/** Nothing new is taken after so long in one round. */
const roundMs = 20_000;

/**
 * Tells enterprises of their alerts: plans what is told when, and sends what is due. The plan of an enterprise is
 * stored with its messages in one statement; a message counts as sent only when its receiver has taken it, and is tried
 * again until then under the same id. Who dies between the two has it sent twice, never not at all.
 */
export const notifyAlerts = async (
  services: AlertServices,
): Promise<{ readonly planned: number; readonly sent: number }> => ({
  planned: await planAlerts(services),
  sent: await sendNotifications(services),
});

const planAlerts = async (services: AlertServices): Promise<number> => {
  const { store, clock, log } = services;
  let planned = 0;
  for (const enterprise of await store.enterprisesToTell(clock.now(), enterprisesAtOnce)) {
    try {
      planned += await planFor(services, enterprise);
    } catch (error) {
      log.error({ enterprise, ...errorFacts(error) }, 'the alerts of an enterprise could not be planned');
    }
  }
  return planned;
};

/** How many messages are to be sent. Where an alert has changed meanwhile, the next round plans anew. */
const planFor = async (services: AlertServices, enterprise: HerId): Promise<number> => {
  const { store, clock, ids, directory } = services;
  const now = clock.now();
  const pending = await store.pendingAlerts(enterprise, alertsAtOnce);
  if (pending.length === 0) return 0;
  const settings = directory.organisation(enterprise)?.alerts ?? inboxOnly;
  const plan = planTelling(pending, settings, now);
  const saved = await store.saveTelling(
    enterprise,
    plan,
    plan.tellings.map(() => ids.uuid()),
    now,
  );
  return saved ? plan.tellings.length : 0;
};

const sendNotifications = async (services: AlertServices): Promise<number> => {
  const { store, clock } = services;
  const began = clock.now().getTime();
  let sent = 0;
  while (clock.now().getTime() - began < roundMs) {
    const now = clock.now();
    const taken = await store.takeNotifications(now, new Date(now.getTime() + leaseMs), sendAtOnce);
    if (taken.length === 0) break;
    const ends = await Promise.all(taken.map((notification) => sendOne(services, notification)));
    sent += ends.filter((end) => end === 'sent').length;
  }
  return sent;
};

const sendOne = async (
  services: AlertServices,
  notification: Notification,
): Promise<SendingEnd['kind'] | 'failed'> => {
  const { store, clock, log } = services;
  const { id, enterprise, channel, attempt, alerts } = notification;
  const facts = { notification: id, enterprise, channel, attempt, alerts: alerts.length };
  try {
    const end = endOf(services, notification, await send(services, notification));
    await store.endSending(notification, end, clock.now());
    if (end.kind === 'dropped') log.error(facts, 'alerts were not told: they stand in the inbox alone');
    else log.info({ ...facts, end: end.kind }, 'alerts sent');
    return end.kind;
  } catch (error) {
    // It keeps its lease, and is taken again after that.
    log.error({ ...facts, ...errorFacts(error) }, 'alerts could not be sent');
    return 'failed';
  }
};

interface Outcome {
  readonly kind: 'delivered' | 'refused' | 'failed';
  readonly retryAfterSeconds?: number;
}

const endOf = (services: AlertServices, { attempt, madeAt }: Notification, outcome: Outcome): SendingEnd => {
  if (outcome.kind === 'delivered') return { kind: 'sent' };
  const { clock, ids, policy } = services;
  const now = clock.now();
  if (outcome.kind === 'refused' || now.getTime() - madeAt.getTime() > policy.persistMs) {
    return { kind: 'dropped' };
  }
  return { kind: 'again', at: nextAttemptAt(attempt, now, ids.random(), outcome.retryAfterSeconds) };
};

/** To wherever its enterprise wants it now; one that does not want it any more is not sent to. */
const send = async (services: AlertServices, notification: Notification): Promise<Outcome> => {
  const organisation = services.directory.organisation(notification.enterprise);
  const channel = organisation?.alerts?.channels.find((each) => each.channel === notification.channel);
  if (organisation === undefined || channel === undefined) return { kind: 'refused' };
  return channel.channel === 'webhook'
    ? push(services, notification, channel)
    : mail(services, notification, channel, organisation.name);
};

const push = async (
  { secrets, transport, alerts, log }: AlertServices,
  notification: Notification,
  { url, secretRef }: Extract<AlertChannel, { channel: 'webhook' }>,
): Promise<Outcome> => {
  const { id, enterprise } = notification;
  const secret = secrets.find(secretRef);
  if (secret === undefined) {
    log.error({ enterprise, secretRef }, 'alerts have no secret: set its WEBHOOK_SECRET_ variable');
    return { kind: 'failed' };
  }
  return transport.push({
    url,
    secret,
    idempotencyKey: id,
    contentType: 'application/json',
    body: new TextEncoder().encode(JSON.stringify(webhookBody(alerts.baseUrl, notification))),
    headers: { 'overgang-enterprise-her-id': String(enterprise) },
  });
};

const mail = async (
  { alerts, handoverRules, log }: AlertServices,
  notification: Notification,
  { to, language }: Extract<AlertChannel, { channel: 'email' }>,
  enterprise: string,
): Promise<Outcome> => {
  const { mailer, texts, baseUrl } = alerts;
  if (mailer === undefined) {
    log.error({ enterprise: notification.enterprise }, 'alerts by e-mail need a mail server: set SMTP_URL');
    return { kind: 'failed' };
  }
  const wordbook = { texts, catalogue: handoverRules.catalogue };
  return mailer.send(alertMail(wordbook, notification, { addresses: to, language, enterprise }, baseUrl));
};
