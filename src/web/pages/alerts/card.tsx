import {
  Button,
  Link as DsLink,
  Heading,
  Alert as Message,
  Paragraph,
  Tag,
} from '@digdir/designsystemet-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { closeReasons } from '../../../domain/alerts/alert.ts';
import { Problem, useDeed } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSession } from '../../api/session.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { Alert } from './alert.ts';

const colours = {
  critical: 'danger',
  high: 'warning',
  medium: 'info',
  low: 'neutral',
  info: 'neutral',
} as const;

/** What may be done with an alert that is not closed. */
export const AlertDeeds = ({ alert }: { readonly alert: Alert }) => {
  const { t } = useSpeech();
  const { person } = useSession();
  const deed = useDeed();
  const [problem, setProblem] = useState<Problem>();
  const [isClosing, setIsClosing] = useState(false);
  const act = (name: string, body?: unknown): void => {
    setProblem(undefined);
    deed(`/api/alerts/${alert.id}/${name}`, body).catch((error: unknown) => {
      if (error instanceof Problem) setProblem(error);
    });
  };
  return (
    <>
      <div className="og-actions">
        {alert.state === 'open' && (
          <Button variant="secondary" data-size="sm" onClick={() => act('acknowledge')}>
            {t('alerts.acknowledge')}
          </Button>
        )}
        {alert.state !== 'assigned' && (
          <Button variant="secondary" data-size="sm" onClick={() => act('assign', { to: person })}>
            {t('alerts.take')}
          </Button>
        )}
        <Button
          variant="tertiary"
          data-size="sm"
          aria-expanded={isClosing}
          onClick={() => setIsClosing(!isClosing)}
        >
          {t('alerts.close')}
        </Button>
      </div>
      {isClosing && (
        <fieldset className="og-actions">
          <legend>{t('alerts.closeBecause')}</legend>
          {closeReasons.map((reason) => (
            <Button key={reason} variant="secondary" data-size="sm" onClick={() => act('close', { reason })}>
              {t(`alerts.reasons.${reason}`)}
            </Button>
          ))}
        </fieldset>
      )}
      {problem !== undefined && (
        <Message data-color="danger" role="alert">
          {problem.message} {problem.mend}
        </Message>
      )}
    </>
  );
};

/** One alert: what, who, by when, and what may be done with it. */
export const AlertCard = ({ alert }: { readonly alert: Alert }) => {
  const { t, format } = useSpeech();
  const { data: me } = useMe();
  const { handoverId, messageId } = alert;
  const target =
    handoverId !== null
      ? { to: `/overgangar/${encodeURIComponent(handoverId)}`, text: t('alerts.openHandover') }
      : messageId !== null
        ? { to: `/meldingar/${messageId}`, text: t('alerts.openMessage') }
        : undefined;
  return (
    <article className="og-card" aria-labelledby={`alert-${alert.id}`}>
      <div className="og-tags">
        <Tag data-color={colours[alert.severity]} data-size="sm">
          {alert.severityText}
        </Tag>
        {alert.levelText !== null && (
          <Tag variant="outline" data-color="neutral" data-size="sm">
            {alert.levelText}
          </Tag>
        )}
        <Tag variant="outline" data-color="neutral" data-size="sm">
          {alert.stateText}
          {alert.assignee !== null && `: ${alert.assignee}`}
        </Tag>
      </div>
      <Heading level={2} data-size="2xs" id={`alert-${alert.id}`}>
        {alert.title}
      </Heading>
      <Paragraph>{alert.act}</Paragraph>
      <Paragraph data-size="sm" className="og-of">
        {[
          alert.enterprise.name,
          alert.partText,
          alert.dueAt === null
            ? t('alerts.raised', { time: format.dateTime(alert.raisedAt) })
            : t('alerts.due', { time: format.dateTime(alert.dueAt) }),
          alert.reasonText,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </Paragraph>
      {target !== undefined && (
        <DsLink asChild>
          <Link href={target.to}>{target.text}</Link>
        </DsLink>
      )}
      {alert.state !== 'closed' && may(me, 'alerts.act') && <AlertDeeds alert={alert} />}
    </article>
  );
};
