import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { query, useApi } from '../../api/client.ts';
import { type Speech, useSpeech } from '../../i18n/language.tsx';
import { Answer, Nothing } from '../../parts/states.tsx';
import { DetailHeading, Fact, History, Section } from './facts.tsx';
import { Propose } from './propose.tsx';
import type { Case, Catalogue, DatedDeadline, Decision, Expectation, Occasion } from './rules.ts';

const list = '/reglar?tab=expectations';

/** Functions in words. */
const messages = ({ t }: Speech, { functions }: Occasion): string =>
  functions === 'any' || functions === undefined
    ? t('rules.occasion.any')
    : functions.map((code) => t(`words.types.${code}`)).join(` ${t('rules.occasion.or')} `);

/** What starts or meets an expectation, in words. */
const inWords = (speech: Speech, occasion: Occasion): string => {
  const { t } = speech;
  const is = (occasion.is ?? []).map((one) => t(`rules.receipts.${one}`)).join(', ');
  switch (occasion.on ?? occasion.by) {
    case 'message':
      return t('rules.occasion.message', { messages: messages(speech, occasion) });
    case 'phase':
      return t('rules.occasion.phase', { phase: occasion.text ?? '' });
    case 'act':
      return t('rules.occasion.act', { act: occasion.text ?? '' });
    default:
      return t('rules.occasion.receipt', { is });
  }
};

const Deadline = ({ of }: { readonly of: DatedDeadline }) => {
  const { t, format } = useSpeech();
  const { text, decided, validFrom } = of;
  return (
    <>
      {text} <span className="og-of">{t('rules.deadline.since', { date: format.date(validFrom) })}</span>
      {decided !== null && (
        <p className="ru-decided">
          {t('rules.deadline.decided', {
            figures: decided.figures.map((figure) => t(`rules.figures.${figure}`)).join(', '),
            approver:
              decided.approver === 'as-delivered' ? t('rules.deadline.asDelivered') : decided.approver,
          })}{' '}
          <span lang="nn">«{decided.reason}»</span>
        </p>
      )}
    </>
  );
};

const OneCase = ({ each, isOne }: { readonly each: Case; readonly isOne: boolean }) => {
  const speech = useSpeech();
  const { t } = speech;
  const several = (of: readonly Occasion[]) => [...new Set(of.map((one) => inWords(speech, one)))];
  const parties = (of: Case['from']) => of.map(({ text }) => text).join(', ');
  return (
    <div className="ru-case">
      {!isOne && (
        <Heading level={3} data-size="2xs">
          {t('rules.case', { name: each.case ?? '' })}
        </Heading>
      )}
      <dl className="og-facts">
        <Fact name={t('rules.facts.when')}>{several(each.triggers).join(` ${t('rules.occasion.or')} `)}</Fact>
        <Fact name={t('rules.facts.who')}>{parties(each.from)}</Fact>
        {each.to.length > 0 && <Fact name={t('rules.facts.whom')}>{parties(each.to)}</Fact>}
        <Fact name={t('rules.facts.what')}>
          {several(each.fulfilments).join(` ${t('rules.occasion.or')} `)}
        </Fact>
        {each.deadlines.map((deadline) => (
          <Fact key={deadline.validFrom} name={t('rules.facts.deadline')}>
            <Deadline of={deadline} />
          </Fact>
        ))}
      </dl>
    </div>
  );
};

const Shown = ({ row, today }: { readonly row: Expectation; readonly today: string }) => {
  const { t, format } = useSpeech();
  const { id, name, act, cases, sources, observable, changes, validFrom, now } = row;
  const decisions = useApi<{ readonly decisions: readonly Decision[] }>(
    `/api/decisions${query({ subject: 'expectation', item: id })}`,
  );
  return (
    <>
      <DetailHeading title={name} back={list} backText={t('rules.backToExpectations')} state={now} />
      <Paragraph className="ru-text">{act}</Paragraph>
      <Section title={t('rules.expected')}>
        {cases.map((each) => (
          <OneCase key={each.case ?? ''} each={each} isOne={cases.length === 1} />
        ))}
      </Section>
      <dl className="og-facts">
        {sources.map(({ document, section, confidence }) => (
          <Fact key={`${document} ${section}`} name={t('rules.facts.source')}>
            {document}, {section} <span className="og-of">({t(`rules.confidence.${confidence}`)})</span>
          </Fact>
        ))}
        <Fact name={t('rules.facts.seen')}>{t(`rules.observable.${observable.by}`)}</Fact>
        {changes.length > 0 && (
          <Fact name={t('rules.facts.changes')}>
            {changes.map((code) => t(`rules.changes.${code}`)).join('; ')}
          </Fact>
        )}
        <Fact name={t('rules.facts.since')}>{format.date(validFrom)}</Fact>
      </dl>
      <Propose subject="expectation" item={id} state={now} cases={cases} today={today} />
      <Answer of={decisions}>{(body) => <History decisions={body.decisions} />}</Answer>
    </>
  );
};

/** One expectation: who owes whom what, by when, why, what the board has decided, and deciding anew. */
export const ExpectationDetail = ({ id }: { readonly id: string }) => {
  const { t } = useSpeech();
  return (
    <Answer of={useApi<Catalogue>('/api/expectations')}>
      {({ expectations, today }) => {
        const row = expectations.find((each) => each.id === id);
        return row === undefined ? (
          <Nothing text={t('rules.noExpectation')} />
        ) : (
          <Shown row={row} today={today} />
        );
      }}
    </Answer>
  );
};
