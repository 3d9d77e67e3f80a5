import { Link as DsLink, Heading, Paragraph, Tag } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { useApi } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { Answer } from '../../parts/states.tsx';
import { Contents } from './content.tsx';
import { Alerts, ReportAct } from './deeds.tsx';
import type { WholeHandover } from './handover.ts';
import { shortLabel } from './label.ts';
import { colours, levelOf } from './level.ts';
import { Picture } from './picture.tsx';
import { wordDue, wordOwing, wordRoute, wordState } from './wording.ts';

/** Each time is noted in the access log. */
const refreshMs = 300_000;
const mostWaiting = 4;

/** State, and who is waited for, in a sentence each. */
const Status = ({ handover }: { readonly handover: WholeHandover }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { pending, asOf } = handover;
  const level = levelOf(handover);
  return (
    <section className="og-card og-status" aria-label={t('handovers.one.status')}>
      <div className="og-tags">
        <Tag data-color={colours[level]}>{t(`handovers.level.${level}`)}</Tag>
        <Tag variant="outline" data-color="neutral">
          {wordState(speech, handover)}
        </Tag>
        {handover.readmission && (
          <Tag variant="outline" data-color="neutral">
            {t('handovers.row.readmission')}
          </Tag>
        )}
      </div>
      <dl className="og-facts">
        <dt>{t('handovers.one.waiting')}</dt>
        <dd>
          {pending.length === 0 ? (
            t('handovers.one.nothing')
          ) : (
            <ul className="og-waiting">
              {pending.slice(0, mostWaiting).map((one) => (
                <li key={`${one.expectation} ${one.dueAt} ${one.owes.name}`}>
                  {t('handovers.one.waitingOn', {
                    who: wordOwing(one.owes),
                    what: one.name,
                    when: wordDue(speech, one.dueAt, asOf),
                  })}
                </li>
              ))}
              {pending.length > mostWaiting && (
                <li>{t('handovers.one.andMore', { count: pending.length - mostWaiting })}</li>
              )}
            </ul>
          )}
        </dd>
      </dl>
      {handover.historic && <Paragraph data-size="sm">{t('handovers.one.historic')}</Paragraph>}
      <Paragraph data-size="sm" className="og-of">
        {t('handovers.one.asOf', { time: format.dateTime(asOf) })}
      </Paragraph>
    </section>
  );
};

const Relations = ({ handover }: { readonly handover: WholeHandover }) => {
  const { t } = useSpeech();
  const { relations, readmission } = handover;
  const links = [
    ...(relations.follows === null ? [] : [{ id: relations.follows, how: 'follows' }]),
    ...relations.followedBy.map((id) => ({ id, how: 'followedBy' })),
    ...relations.sameStay.map((id) => ({ id, how: 'sameStay' })),
  ];
  if (links.length === 0 && !readmission) return null;
  return (
    <section className="og-card">
      <Heading level={2} data-size="xs">
        {t('handovers.relations.title')}
      </Heading>
      {readmission && <Paragraph>{t('handovers.relations.readmission')}</Paragraph>}
      <ul>
        {links.map(({ id, how }) => (
          <li key={id}>
            {t(`handovers.relations.${how}`)}:{' '}
            <DsLink asChild>
              <Link href={`/overgangar/${encodeURIComponent(id)}`}>{shortLabel(id)}</Link>
            </DsLink>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** One handover: where it stands, the picture of it, what its messages hold, and what can be done. */
export const One = ({ id }: { readonly id: string }) => {
  const speech = useSpeech();
  const { t } = speech;
  const { data: me } = useMe();
  const answer = useApi<WholeHandover>(`/api/handovers/${encodeURIComponent(id)}`, refreshMs);
  const handover = answer.data;
  return (
    <>
      <Paragraph data-size="sm">
        <DsLink asChild>
          <Link href="/overgangar">← {t('handovers.back')}</Link>
        </DsLink>
      </Paragraph>
      <PageHeading
        title={t('handovers.one.title', { label: shortLabel(handover?.id ?? id) })}
        {...(handover !== undefined && { lead: wordRoute(speech, handover) })}
      />
      <Answer of={answer}>
        {(whole) => (
          <>
            <Status handover={whole} />
            <Picture key={whole.id} handover={whole} />
            <div className="og-columns">
              <Contents of={whole.completeness} />
              {may(me, 'alerts.read') && <Alerts handover={whole.id} />}
              {may(me, 'handovers.act') && whole.mayReport.length > 0 && <ReportAct handover={whole} />}
              <Relations handover={whole} />
            </div>
          </>
        )}
      </Answer>
    </>
  );
};
