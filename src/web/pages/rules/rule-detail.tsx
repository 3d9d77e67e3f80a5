import { Details, Paragraph } from '@digdir/designsystemet-react';
import { useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Answer } from '../../parts/states.tsx';
import { DetailHeading, Fact, History, Section } from './facts.tsx';
import { Propose } from './propose.tsx';
import type { Rule } from './rules.ts';

/** Under so many findings a share is an example, not a rate. */
const fewFindings = 20;

/** What it looks like, and how it may be written instead: own examples, of nobody. */
const Example = ({ of: { before, after } }: { readonly of: NonNullable<Rule['example']> }) => {
  const { t } = useSpeech();
  return (
    <Section title={t('rules.example.title')}>
      <div className="ru-example">
        <figure>
          <figcaption>{t('rules.example.before')}</figcaption>
          <blockquote>{before}</blockquote>
        </figure>
        <figure>
          <figcaption>{t('rules.example.after')}</figcaption>
          <blockquote>{after}</blockquote>
        </figure>
      </div>
    </Section>
  );
};

const Measured = ({ measured }: { readonly measured: NonNullable<Rule['measured']> }) => {
  const { t, format } = useSpeech();
  const { right, wrong, missed } = measured;
  const told = right + wrong;
  return (
    <>
      {t('rules.measured.precision', { right, told, share: format.percent(right / told) })}{' '}
      {t('rules.measured.recall', { right, all: right + missed })}{' '}
      <span className="og-of">{t(told < fewFindings ? 'rules.measured.few' : 'rules.measured.how')}</span>
    </>
  );
};

const Parts = ({ rule }: { readonly rule: Rule }) => {
  const { t } = useSpeech();
  const { assert, explainedBy = [], check, phrases = [], excuses = [] } = rule.parts;
  return (
    <Details className="ru-parts">
      <Details.Summary>{t('rules.parts.title')}</Details.Summary>
      <Details.Content>
        <dl className="og-facts">
          <Fact name={t('rules.parts.id')}>
            <code>{rule.id}</code>
          </Fact>
          {assert !== undefined && (
            <Fact name={t('rules.parts.assert')}>
              <code>{assert}</code>
            </Fact>
          )}
          {check !== undefined && (
            <Fact name={t('rules.parts.check')}>
              <code>{check}</code>
            </Fact>
          )}
          {explainedBy.length > 0 && (
            <Fact name={t('rules.parts.explained')}>{explainedBy.map((one) => `«${one}»`).join(', ')}</Fact>
          )}
          {phrases.length > 0 && (
            <Fact name={t('rules.parts.phrases')}>
              <ul className="ru-phrases">
                {phrases.map((phrase) => (
                  <li key={phrase}>
                    <code>{phrase}</code>
                  </li>
                ))}
              </ul>
            </Fact>
          )}
          {excuses.length > 0 && <Fact name={t('rules.parts.excuses')}>{excuses.join(', ')}</Fact>}
          <Fact name={t('rules.parts.versions')}>{rule.versions.join(', ')}</Fact>
        </dl>
      </Details.Content>
    </Details>
  );
};

const Shown = ({ rule }: { readonly rule: Rule }) => {
  const { t, format } = useSpeech();
  const { title, mend, types, block, source, level, measured, validFrom, now, decisions } = rule;
  return (
    <>
      <DetailHeading title={title} back="/reglar" backText={t('rules.back')} state={now} />
      <Paragraph className="ru-text">{mend}</Paragraph>
      <dl className="og-facts">
        <Fact name={t('rules.facts.why')}>{t(`rules.levels.${level}`)}</Fact>
        <Fact name={t('rules.facts.source')}>
          {source.document}, {source.section}
        </Fact>
        <Fact name={t('rules.facts.types')}>{types.map((code) => t(`words.types.${code}`)).join(', ')}</Fact>
        {block !== null && <Fact name={t('rules.facts.block')}>{t(`words.blocks.${block}`)}</Fact>}
        <Fact name={t('rules.facts.since')}>{format.date(validFrom)}</Fact>
        {measured !== null && (
          <Fact name={t('rules.facts.measured')}>
            <Measured measured={measured} />
          </Fact>
        )}
      </dl>
      {rule.example !== null && <Example of={rule.example} />}
      <Parts rule={rule} />
      <Propose subject="rule" item={rule.id} state={now} cases={[]} today={rule.today} />
      <History decisions={decisions} />
    </>
  );
};

/** One rule: what it says, why, where it comes from, what the board has decided, and deciding anew. */
export const RuleDetail = ({ id }: { readonly id: string }) => (
  <Answer of={useApi<Rule>(`/api/rules/${encodeURIComponent(id)}`)}>{(rule) => <Shown rule={rule} />}</Answer>
);
