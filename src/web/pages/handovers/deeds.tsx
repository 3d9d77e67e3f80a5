import {
  Button,
  Field,
  Heading,
  Input,
  Label,
  Alert as Message,
  Paragraph,
  Select,
  Tag,
} from '@digdir/designsystemet-react';
import { type FormEvent, useState } from 'react';
import { resolveDateTime } from '../../../domain/norwegian-time.ts';
import { Problem, query, useApi, useDeed } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Answer } from '../../parts/states.tsx';
import type { Alert, AlertPage } from '../alerts/alert.ts';
import { AlertDeeds } from '../alerts/card.tsx';
import type { WholeHandover } from './handover.ts';

const AlertRow = ({ alert }: { readonly alert: Alert }) => {
  const { data: me } = useMe();
  return (
    <li className="og-alert">
      <div className="og-tags">
        <strong>{alert.title}</strong>
        <Tag data-size="sm" variant="outline" data-color="neutral">
          {alert.stateText}
          {alert.assignee !== null && `: ${alert.assignee}`}
        </Tag>
      </div>
      <div className="og-of">
        {[alert.partText, alert.levelText].filter((part) => part !== null).join(' · ')}
      </div>
      {may(me, 'alerts.act') && <AlertDeeds alert={alert} />}
    </li>
  );
};

/** Alerts about one handover that are not closed, with what may be done with each. */
export const Alerts = ({ handover }: { readonly handover: string }) => {
  const { t } = useSpeech();
  const alerts = useApi<AlertPage>(`/api/alerts${query({ handover })}`);
  return (
    <section className="og-card">
      <Heading level={2} data-size="xs">
        {t('handovers.deeds.alerts')}
      </Heading>
      <Answer of={alerts}>
        {({ alerts: list }) =>
          list.length === 0 ? (
            <p className="og-nothing">{t('handovers.deeds.noAlerts')}</p>
          ) : (
            <ul className="og-list">
              {list.map((alert) => (
                <AlertRow key={alert.id} alert={alert} />
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
};

/** Reports what was done and no message tells of; the acts that the reader's enterprises may. */
export const ReportAct = ({ handover }: { readonly handover: WholeHandover }) => {
  const { t } = useSpeech();
  const deed = useDeed();
  const { mayReport } = handover;
  const [by, setBy] = useState(mayReport[0]?.by.herId);
  const [kind, setKind] = useState('');
  const [at, setAt] = useState('');
  const [done, setDone] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const acts = mayReport.find((one) => one.by.herId === by)?.acts ?? [];
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setDone(undefined);
    setProblem(undefined);
    // The field gives minutes, as a clock on a wall in Norway shows them.
    const instant = resolveDateTime(`${at}:00`);
    const body = { kind, by, ...(instant !== undefined && { at: instant.toISOString() }) };
    deed<{ readonly name: string }>(`/api/handovers/${encodeURIComponent(handover.id)}/acts`, body)
      .then((answer) => {
        setDone(answer?.name ?? '');
        setKind('');
        setAt('');
      })
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        setProblem(error);
      });
  };
  return (
    <section className="og-card">
      <Heading level={2} data-size="xs">
        {t('handovers.deeds.report')}
      </Heading>
      <Paragraph data-size="sm" className="og-of">
        {t('handovers.deeds.reportLead')}
      </Paragraph>
      <form className="og-filters" onSubmit={send}>
        {mayReport.length > 1 && (
          <Field>
            <Label data-size="sm">{t('handovers.deeds.by')}</Label>
            <Select
              data-size="sm"
              value={String(by ?? '')}
              onChange={({ target }) => {
                setBy(Number(target.value));
                setKind('');
              }}
            >
              {mayReport.map((one) => (
                <Select.Option key={one.by.herId} value={one.by.herId}>
                  {one.by.name ?? one.by.herId}
                </Select.Option>
              ))}
            </Select>
          </Field>
        )}
        <Field>
          <Label data-size="sm">{t('handovers.deeds.kind')}</Label>
          <Select data-size="sm" required value={kind} onChange={({ target }) => setKind(target.value)}>
            <Select.Option value="">–</Select.Option>
            {acts.map((act) => (
              <Select.Option key={act.kind} value={act.kind}>
                {act.name}
              </Select.Option>
            ))}
          </Select>
        </Field>
        <Field>
          <Label data-size="sm">{t('handovers.deeds.at')}</Label>
          <Input
            type="datetime-local"
            data-size="sm"
            value={at}
            onChange={({ target }) => setAt(target.value)}
          />
        </Field>
        <Button type="submit" data-size="sm">
          {t('handovers.deeds.send')}
        </Button>
      </form>
      <div role="status">
        {done !== undefined && (
          <Paragraph data-size="sm">{t('handovers.deeds.done', { name: done })}</Paragraph>
        )}
      </div>
      {problem !== undefined && (
        <Message data-color="danger" role="alert">
          {problem.message} {problem.mend}
        </Message>
      )}
    </section>
  );
};
