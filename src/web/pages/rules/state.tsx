import { Tag } from '@digdir/designsystemet-react';
import type { Severity } from '../../../domain/finding.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { State } from './rules.ts';

const colours = {
  critical: 'danger',
  high: 'warning',
  medium: 'info',
  low: 'neutral',
  info: 'neutral',
} as const satisfies Readonly<Record<Severity, string>>;

export const SeverityTag = ({ of }: { readonly of: Pick<State, 'severity' | 'severityText'> }) => (
  <Tag data-color={colours[of.severity]} data-size="sm">
    {of.severityText}
  </Tag>
);

/** On or off, for whom, and what comes. */
export const StateText = ({ state }: { readonly state: State }) => {
  const { t, format } = useSpeech();
  const { isOn, offFor, planned } = state;
  const names = offFor.map(({ herId, name }) => name ?? String(herId));
  const [next] = planned;
  return (
    <span className="ru-state">
      <Tag data-color={isOn ? 'success' : 'neutral'} variant={isOn ? 'default' : 'outline'} data-size="sm">
        {t(isOn ? 'rules.state.on' : 'rules.state.off')}
      </Tag>
      {isOn && names.length > 0 && <span>{t('rules.state.offFor', { names: names.join(', ') })}</span>}
      {next !== undefined && (
        <span className="og-of">{t('rules.state.next', { date: format.date(next.validFrom) })}</span>
      )}
    </span>
  );
};
