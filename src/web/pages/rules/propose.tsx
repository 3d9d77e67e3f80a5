import {
  Alert,
  Button,
  Field,
  Fieldset,
  Label,
  Paragraph,
  Radio,
  Select,
} from '@digdir/designsystemet-react';
import { useState } from 'react';
import { severities } from '../../../domain/finding.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { DeadlineFields } from './deadline-fields.tsx';
import { changeOf, type Draft, openCases, turnsOn } from './draft.ts';
import { Section } from './facts.tsx';
import { PutInForce } from './put-in-force.tsx';
import type { Case, State } from './rules.ts';
import { Try } from './try.tsx';

interface About {
  readonly subject: 'rule' | 'expectation';
  readonly item: string;
  readonly state: State;
  /** Of expectations: those whose deadlines may be decided. */
  readonly cases: readonly Case[];
  /** In Norway, by the gateway's clock. */
  readonly today: string;
}

/** What may be changed, and to what. */
const Choose = ({
  draft,
  state,
  cases,
  onChange,
}: Pick<About, 'state' | 'cases'> & {
  readonly draft: Draft;
  readonly onChange: (next: Draft) => void;
}) => {
  const { t } = useSpeech();
  const { data: me } = useMe();
  const open = openCases(cases);
  const kinds = ['switch', 'severity', ...(open.length > 0 ? (['deadline'] as const) : [])] as const;
  const chosen = cases[draft.at];
  const startDeadline = (at: number): Draft => ({
    ...draft,
    what: 'deadline',
    at,
    deadline: cases[at]?.now?.deadline,
  });
  return (
    <>
      <Fieldset>
        <Fieldset.Legend>{t('rules.propose.what')}</Fieldset.Legend>
        {kinds.map((what) => (
          <Radio
            key={what}
            name="what"
            value={what}
            checked={draft.what === what}
            label={
              what === 'switch'
                ? t(turnsOn(state, draft.enterprise) ? 'rules.propose.on' : 'rules.propose.off')
                : t(`rules.propose.${what}`)
            }
            onChange={() =>
              onChange(what === 'deadline' ? startDeadline(open[0]?.at ?? 0) : { ...draft, what })
            }
          />
        ))}
      </Fieldset>
      {draft.what === 'switch' && (
        <Field className="ru-field">
          <Label>{t('rules.propose.whom')}</Label>
          <Select
            value={draft.enterprise}
            onChange={({ target }) => onChange({ ...draft, enterprise: target.value })}
          >
            <Select.Option value="">{t('rules.propose.everybody')}</Select.Option>
            {me?.enterprises.map(({ herId, name }) => (
              <Select.Option key={herId} value={herId}>
                {name}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
      {draft.what === 'severity' && (
        <Field className="ru-field">
          <Label>{t('rules.propose.severityTo')}</Label>
          <Select
            value={draft.severity}
            onChange={({ target }) =>
              onChange({
                ...draft,
                severity: severities.find((one) => one === target.value) ?? draft.severity,
              })
            }
          >
            {severities.toReversed().map((one) => (
              <Select.Option key={one} value={one}>
                {t(`rules.severities.${one}`)}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
      {draft.what === 'deadline' && open.length > 1 && (
        <Field className="ru-field">
          <Label>{t('rules.propose.case')}</Label>
          <Select value={draft.at} onChange={({ target }) => onChange(startDeadline(Number(target.value)))}>
            {open.map(({ each, at }) => (
              <Select.Option key={at} value={at}>
                {each.case ?? ''}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
      {draft.what === 'deadline' && draft.deadline !== undefined && chosen?.now != null && (
        <>
          <Paragraph data-size="sm">{t('rules.propose.held', { deadline: chosen.now.text })}</Paragraph>
          <DeadlineFields
            value={draft.deadline}
            open={chosen.now.open}
            onChange={(deadline) => onChange({ ...draft, deadline })}
          />
        </>
      )}
    </>
  );
};

/** A change that is chosen, tried on stored traffic, and put in force by those who may. */
export const Propose = (about: About) => {
  const { t } = useSpeech();
  const { data: me } = useMe();
  const { subject, item, state, cases, today } = about;
  const [isOpen, setIsOpen] = useState(false);
  const [draft, setDraft] = useState<Draft>({
    what: 'switch',
    enterprise: '',
    severity: state.severity,
    at: 0,
    deadline: undefined,
  });
  const decides = may(me, 'rules.decide');
  if (!decides && !may(me, 'rules.replay')) return null;
  const change = changeOf(draft, state, cases);
  const proposal = change && {
    subject,
    item,
    change,
    ...(change.what === 'switch' && draft.enterprise !== '' && { enterprise: Number(draft.enterprise) }),
  };
  return (
    <Section title={t(decides ? 'rules.propose.title' : 'rules.propose.titleTry')}>
      <Paragraph className="og-of">{t(decides ? 'rules.propose.lead' : 'rules.propose.leadTry')}</Paragraph>
      {!isOpen && (
        <Button variant="secondary" onClick={() => setIsOpen(true)}>
          {t('rules.propose.open')}
        </Button>
      )}
      {isOpen && (
        <div className="og-card ru-propose">
          <Choose draft={draft} state={state} cases={cases} onChange={setDraft} />
          {proposal === undefined ? (
            <Alert data-color="info">{t('rules.propose.unchanged')}</Alert>
          ) : (
            <>
              <Try key={JSON.stringify(proposal)} proposal={proposal} ofAll={decides} today={today} />
              {decides && <PutInForce proposal={proposal} today={today} onDone={() => setIsOpen(false)} />}
            </>
          )}
          <Button variant="tertiary" onClick={() => setIsOpen(false)}>
            {t('rules.propose.close')}
          </Button>
        </div>
      )}
    </Section>
  );
};
