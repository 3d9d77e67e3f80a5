import { Link as DsLink, Heading, Paragraph, Select } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Figure } from '../../../domain/board/figure.ts';
import { query, useApi } from '../../api/client.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { Explain } from '../../parts/explain.tsx';
import { FigureText } from '../../parts/figure.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import { Answer } from '../../parts/states.tsx';
import { mapAddress, type Of } from './address.ts';
import { Choice, PeriodChoices } from './choice.tsx';
import { Course } from './course.tsx';
import { type Example, grains, nameOf, type PartOfType, type Rule } from './quality.ts';
import { Systems } from './systems.tsx';
import { Measured } from './trust.tsx';
import { figureWords, partWord, periodWord } from './words.ts';

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="og-section">
    <Heading level={2} data-size="xs">
      {title}
    </Heading>
    {children}
  </section>
);

/** How it is often written, and how whoever takes over needs it. */
const Written = ({ example: { before, after } }: { readonly example: Example }) => {
  const { t } = useSpeech();
  return (
    <div className="ql-example">
      <figure>
        <figcaption>{t('quality.example.before')}</figcaption>
        <blockquote>{before}</blockquote>
      </figure>
      <figure className="ql-after">
        <figcaption>{t('quality.example.after')}</figcaption>
        <blockquote>{after}</blockquote>
      </figure>
    </div>
  );
};

/** A number of the part, with what it means behind a button. */
const Share = ({
  name,
  of,
  figure,
  asOf,
  own,
  source,
}: {
  readonly name: string;
  readonly of: Of;
  readonly figure: Figure;
  readonly asOf: string | undefined;
  readonly own: boolean;
  readonly source: string;
}) => {
  const { t } = useSpeech();
  return (
    <div className="og-card">
      <div className="ql-number-name">
        {name}
        <Explain
          figure={figure}
          of={{
            name,
            definition: t(`quality.${of}.definition`),
            numerator: t(`quality.${of}.numerator`),
            denominator: t(`quality.${of}.denominator`),
            leftOut: t('quality.leftOut'),
            source,
            own,
            ...(asOf !== undefined && { asOf }),
          }}
        />
      </div>
      <FigureText figure={figure} />
    </div>
  );
};

const RuleText = ({ rule, body }: { readonly rule: Rule; readonly body: PartOfType }) => {
  const speech = useSpeech();
  const { t } = speech;
  const { data: me } = useMe();
  const county = body.found.find(({ part, isCounty }) => isCounty && part === rule.id)?.figure;
  return (
    <li className="og-card">
      <strong>{rule.title}</strong>
      <p>{rule.mend}</p>
      <dl className="og-facts">
        <dt>{t('quality.binding')}</dt>
        <dd>{t(`quality.levels.${rule.level}`)}</dd>
        <dt>{t('shell.figure.source')}</dt>
        <dd>
          {rule.source.document}, {rule.source.section}
        </dd>
        {rule.measured !== null && (
          <>
            <dt>{t('quality.precision')}</dt>
            <dd>
              <Measured measured={rule.measured} />
            </dd>
          </>
        )}
        {county !== undefined && (
          <>
            <dt>{t('quality.found.inCounty')}</dt>
            <dd>{figureWords(speech, county)}</dd>
          </>
        )}
      </dl>
      {may(me, 'rules.read') && (
        <DsLink asChild>
          <Link href={`/reglar/${rule.id}`}>{t('quality.toRule')}</Link>
        </DsLink>
      )}
    </li>
  );
};

const Shown = ({ of, body }: { readonly of: Of; readonly body: PartOfType }) => {
  const { t } = useSpeech();
  const { part, rules, organisation, example } = body;
  const name = partWord(t, part, rules);
  const source = [...new Set(rules.map((rule) => `${rule.source.document}, ${rule.source.section}`))].join(
    ' · ',
  );
  const county = body.county.find((each) => each.part === part);
  const row = body.rows.find(({ enterprise }) => enterprise.herId === organisation?.herId);
  const cell = row?.cells.find((each) => each.part === part);
  const none = { shown: false, why: 'none' } as const;
  return (
    <>
      <div className="og-grid">
        <Share
          name={t('quality.county')}
          of={of}
          figure={county?.figure ?? none}
          asOf={county?.asOf}
          own={false}
          source={source}
        />
        {organisation !== null && (
          <Share
            name={nameOf(organisation)}
            of={of}
            figure={cell?.figure ?? none}
            asOf={cell?.asOf}
            own={row?.own === true}
            source={source}
          />
        )}
      </div>
      {example !== null && (
        <Section title={t('quality.example.title')}>
          <Paragraph className="og-lead">{example.why}</Paragraph>
          <Written example={example} />
        </Section>
      )}
      <Section title={t('quality.course.heading')}>
        <Course body={body} name={name} />
      </Section>
      <Section title={t('quality.systems.heading')}>
        <Systems systems={body.systems} />
      </Section>
      <Section title={t('quality.rules.heading')}>
        <ul className="og-list ql-rules">
          {rules.map((rule) => (
            <RuleText key={rule.id} rule={rule} body={body} />
          ))}
        </ul>
      </Section>
    </>
  );
};

/** One block, or one rule on wording: why it matters, how to write it, how it went, who writes it, and its rules. */
export const Part = ({
  of,
  type,
  part,
}: {
  readonly of: Of;
  readonly type: string;
  readonly part: string;
}) => {
  const speech = useSpeech();
  const { t } = speech;
  const [filters, setFilters] = useFilters(['grain', 'period', 'organisation']);
  const kind = of === 'content' ? 'quality' : 'wording';
  const answer = useApi<PartOfType>(
    `/api/board/${kind}/${encodeURIComponent(type)}/${encodeURIComponent(part)}${query(filters)}`,
  );
  const { data } = answer;
  const grain = grains.find((each) => each === filters.grain) ?? 'month';
  const senders = (data?.rows ?? [])
    .map(({ enterprise, own }) => ({ ...enterprise, own, word: nameOf(enterprise) }))
    .sort((a, b) => Number(b.own) - Number(a.own) || a.word.localeCompare(b.word, 'nb'));
  const lead = [
    capital(typeWord(t, type)),
    ...(data === undefined ? [] : [periodWord(speech, grain, data.period)]),
  ].join(', ');
  return (
    <>
      <Paragraph data-size="sm">
        <DsLink asChild>
          <Link href={mapAddress({ of, type, grain, period: filters.period })}>← {t('quality.back')}</Link>
        </DsLink>
      </Paragraph>
      <PageHeading title={partWord(t, part, data?.rules ?? [])} lead={lead}>
        <Choice
          label={t('quality.organisation')}
          value={filters.organisation ?? ''}
          onChoose={(organisation) => setFilters({ organisation })}
        >
          <Select.Option value="">{t('quality.onlyCounty')}</Select.Option>
          {senders.map(({ herId, word, own }) => (
            <Select.Option key={herId} value={herId}>
              {own ? t('quality.named', { name: word }) : word}
            </Select.Option>
          ))}
        </Choice>
        <PeriodChoices
          grain={grain}
          period={filters.period}
          choices={data?.choices ?? []}
          onChange={setFilters}
        />
      </PageHeading>
      <Answer of={answer}>{(body) => <Shown of={of} body={body} />}</Answer>
    </>
  );
};
