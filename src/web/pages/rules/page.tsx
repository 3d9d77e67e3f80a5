import './rules.css';
import { Tabs } from '@digdir/designsystemet-react';
import { Route, Switch, useSearchParams } from 'wouter';
import { useSpeech } from '../../i18n/language.tsx';
import { PageHeading } from '../../parts/heading.tsx';
import { ExpectationDetail } from './expectation-detail.tsx';
import { ExpectationList } from './expectation-list.tsx';
import { RuleDetail } from './rule-detail.tsx';
import { RuleList } from './rule-list.tsx';

/** The two lists, one at a time; which, stands in the address. What the other was narrowed by is left behind. */
const Lists = () => {
  const { t } = useSpeech();
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') === 'expectations' ? 'expectations' : 'rules';
  return (
    <>
      <PageHeading title={t('rules.title')} lead={t('rules.lead')} />
      <Tabs value={tab} onChange={(next) => setParams(next === 'rules' ? {} : { tab: next })}>
        <Tabs.List>
          <Tabs.Tab value="rules">{t('rules.tabs.rules')}</Tabs.Tab>
          <Tabs.Tab value="expectations">{t('rules.tabs.expectations')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rules">{tab === 'rules' && <RuleList />}</Tabs.Panel>
        <Tabs.Panel value="expectations">{tab === 'expectations' && <ExpectationList />}</Tabs.Panel>
      </Tabs>
    </>
  );
};

/** Rules and expectations: what they say, where they come from, what the board has decided, and deciding anew. */
export const Page = () => (
  <Switch>
    <Route path="/reglar">
      <Lists />
    </Route>
    <Route path="/reglar/forventning/:id">{({ id }) => <ExpectationDetail id={id} />}</Route>
    <Route path="/reglar/:id">{({ id }) => <RuleDetail id={id} />}</Route>
  </Switch>
);
