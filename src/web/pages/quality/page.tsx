import './quality.css';
import { Select, Tabs } from '@digdir/designsystemet-react';
import { Route, Switch } from 'wouter';
import { query, useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { PageHeading } from '../../parts/heading.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import { Answer } from '../../parts/states.tsx';
import { Choice, PeriodChoices } from './choice.tsx';
import { Found } from './found.tsx';
import { HeatMap } from './heat-map.tsx';
import { Part } from './part.tsx';
import { type Content, grains, type Quality } from './quality.ts';
import { Trust } from './trust.tsx';

const filterNames = ['tab', 'type', 'grain', 'period'] as const;

/** The two maps, one at a time; which, stands in the address. */
const Maps = () => {
  const { t } = useSpeech();
  const [{ tab, ...filters }, setFilters] = useFilters(filterNames);
  const isWording = tab === 'wording';
  const content = useApi<Content>(isWording ? undefined : `/api/board/quality${query(filters)}`);
  const wording = useApi<Quality>(isWording ? `/api/board/wording${query(filters)}` : undefined);
  const { data } = isWording ? wording : content;
  const types = (data?.types ?? [])
    .map((type) => ({ type, word: capital(typeWord(t, type)) }))
    .sort((a, b) => a.word.localeCompare(b.word, 'nb'));
  return (
    <>
      <PageHeading title={t('quality.title')} lead={t('quality.lead')}>
        {data !== undefined && (
          <Choice label={t('quality.type')} value={data.type} onChoose={(type) => setFilters({ type })}>
            {types.map(({ type, word }) => (
              <Select.Option key={type} value={type}>
                {word}
              </Select.Option>
            ))}
          </Choice>
        )}
        <PeriodChoices
          grain={grains.find((each) => each === filters.grain) ?? 'month'}
          period={filters.period}
          choices={data?.choices ?? []}
          onChange={setFilters}
        />
      </PageHeading>
      <Tabs
        value={isWording ? 'wording' : 'content'}
        onChange={(next) => setFilters({ tab: next === 'wording' ? next : undefined })}
      >
        <Tabs.List>
          <Tabs.Tab value="content">{t('quality.tabs.content')}</Tabs.Tab>
          <Tabs.Tab value="wording">{t('quality.tabs.wording')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="content">
          {!isWording && (
            <Answer of={content}>
              {(body) => (
                <>
                  <HeatMap quality={body} of="content" />
                  <Found content={body} />
                </>
              )}
            </Answer>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="wording">
          {isWording && (
            <Answer of={wording}>
              {(body) => (
                <>
                  <HeatMap quality={body} of="wording" />
                  <Trust quality={body} />
                </>
              )}
            </Answer>
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
};

/** What messages hold and how they are worded, by sender; behind each number its rules, its course and an example. */
export const Page = () => (
  <Switch>
    <Route path="/kvalitet/ordval/:type/:part">
      {({ type, part }) => <Part of="wording" type={type} part={part} />}
    </Route>
    <Route path="/kvalitet/:type/:part">
      {({ type, part }) => <Part of="content" type={type} part={part} />}
    </Route>
    <Route>
      <Maps />
    </Route>
  </Switch>
);
