import { Heading, Paragraph, Table } from '@digdir/designsystemet-react';
import { useSpeech } from '../../i18n/language.tsx';
import type { Quality, Rule } from './quality.ts';
import { partWord } from './words.ts';

/** Under so many findings a share is an example, not a rate (docs/wording.md). */
const fewFindings = 20;

/** How often a rule is right, in words. */
export const Measured = ({ measured }: { readonly measured: NonNullable<Rule['measured']> }) => {
  const { t, format } = useSpeech();
  const { right, wrong, missed } = measured;
  const told = right + wrong;
  return (
    <>
      <strong>{format.percent(right / told)}</strong>{' '}
      <span className="og-of">
        {t('quality.trust.right', { right, told })}
        {' · '}
        {t('quality.trust.found', { right, all: right + missed })}
        {told < fewFindings && ` · ${t('shell.figure.few')}`}
      </span>
    </>
  );
};

/** How far to trust each of the rules on wording: what they tell of, and how often they are right. */
export const Trust = ({ quality: { rules } }: { readonly quality: Quality }) => {
  const { t } = useSpeech();
  if (rules.length === 0) return null;
  return (
    <section className="og-section" aria-labelledby="quality-trust">
      <Heading level={2} data-size="xs" id="quality-trust">
        {t('quality.trust.heading')}
      </Heading>
      <Paragraph className="og-lead">{t('quality.trust.lead')}</Paragraph>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1) */}
      <section className="og-scroll" aria-label={t('quality.trust.caption')} tabIndex={0}>
        <Table data-size="sm">
          <caption className="og-caption">{t('quality.trust.caption')}</caption>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('quality.check')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('quality.tells')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('quality.precision')}</Table.HeaderCell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {rules.map((rule) => (
              <Table.Row key={rule.id}>
                <Table.HeaderCell scope="row">{partWord(t, rule.id, rules)}</Table.HeaderCell>
                <Table.Cell>{rule.title}</Table.Cell>
                <Table.Cell>
                  {rule.measured === null ? '–' : <Measured measured={rule.measured} />}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </section>
    </section>
  );
};
