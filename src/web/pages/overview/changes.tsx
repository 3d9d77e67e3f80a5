import { Heading } from '@digdir/designsystemet-react';
import { type Speech, useSpeech } from '../../i18n/language.tsx';
import { blockWord, capital, typeWord } from '../../parts/names.ts';
import { Nothing } from '../../parts/states.tsx';
import type { Change, Overview, Standing } from './overview.ts';
import { sayShare } from './words.ts';

/** Shapes that go with the words, so that kinds can be told apart at a glance. */
const shapes = {
  up: '↑',
  down: '↓',
  version: '＋',
  silence: '◌',
  rejections: '!',
  volume: '≷',
} as const;

interface Line {
  readonly key: string;
  readonly shape: keyof typeof shapes;
  readonly text: string;
  /** Good or bad news, in words; nothing where that is not for us to say. */
  readonly verdict?: 'better' | 'worse';
}

const nameOf = (enterprise: { readonly herId: number; readonly name: string | null }): string =>
  enterprise.name ?? String(enterprise.herId);

const moved = (
  { before, figure, change }: Extract<Change, { readonly change: object }>,
  say: (share: number) => string,
  better: Standing['better'],
): Pick<Line, 'shape' | 'verdict'> & { readonly from: string; readonly to: string } => {
  const isUp = change.points > 0;
  return {
    from: say(before.share),
    to: say(figure.share),
    shape: isUp ? 'up' : 'down',
    ...(better !== 'none' && { verdict: isUp === (better === 'higher') ? 'better' : 'worse' }),
  };
};

/** A change in a line of words; undefined of an indicator that is not there. */
const lineOf = (speech: Speech, indicators: readonly Standing[], change: Change): Line | undefined => {
  const { t, format } = speech;
  switch (change.kind) {
    case 'indicator': {
      const indicator = indicators.find(({ id }) => id === change.indicator);
      if (indicator === undefined) return undefined;
      const who = change.enterprise === null ? t('overview.changes.county') : nameOf(change.enterprise);
      const move = moved(change, (share) => sayShare(speech, indicator, share), indicator.better);
      const text = t('overview.changes.indicator', { ...move, who, what: indicator.name });
      return { key: `${change.indicator} ${who}`, text, shape: move.shape, ...verdictOf(move) };
    }
    case 'content': {
      const what = capital(blockWord(t, change.block));
      const type = typeWord(t, change.type);
      const who = nameOf(change.enterprise);
      const move = moved(change, format.percent, 'higher');
      const text = t('overview.changes.content', { ...move, what, type, who });
      return { key: `${what} ${type} ${who}`, text, shape: move.shape, ...verdictOf(move) };
    }
    case 'cause': {
      const { system, code, figure } = change;
      const type = typeWord(t, change.type);
      const move = moved(change, format.percent, 'lower');
      const text = t('overview.changes.cause', { ...move, code, system, type, hits: figure.hits });
      return { key: `${code} ${system} ${type}`, text, shape: move.shape, ...verdictOf(move) };
    }
    case 'version': {
      const values = { version: change.version, type: typeWord(t, change.type), hits: change.figure.hits };
      return { key: change.version, shape: 'version', text: t('overview.changes.version', values) };
    }
    default: {
      const { kind } = change;
      const who = nameOf(change.enterprise);
      const values = { who, type: typeWord(t, change.type), date: format.date(change.since) };
      const text = t(`overview.changes.${kind}`, values);
      return { key: `${kind} ${who} ${change.type}`, shape: kind, text };
    }
  }
};

const verdictOf = ({ verdict }: Pick<Line, 'verdict'>): Pick<Line, 'verdict'> =>
  verdict === undefined ? {} : { verdict };

const Row = ({ line: { shape, text, verdict } }: { readonly line: Line }) => {
  const { t } = useSpeech();
  return (
    <li>
      <span aria-hidden>{shapes[shape]}</span>
      <span>
        {text}
        {verdict !== undefined && <span className="og-of"> · {t(`overview.changes.${verdict}`)}</span>}
      </span>
    </li>
  );
};

/** What has changed since the month before, beyond what chance explains. */
export const Changes = ({ changes, indicators }: Pick<Overview, 'changes' | 'indicators'>) => {
  const speech = useSpeech();
  const { t } = speech;
  const lines = changes.flatMap((change) => lineOf(speech, indicators, change) ?? []);
  return (
    <section className="og-card" aria-labelledby="changes">
      <Heading level={2} data-size="xs" id="changes">
        {t('overview.changes.title')}
      </Heading>
      <p className="og-of">{t('overview.changes.lead')}</p>
      {lines.length === 0 ? (
        <Nothing text={t('overview.changes.none')} />
      ) : (
        <ul className="ov-list">
          {lines.map((line) => (
            <Row key={line.key} line={line} />
          ))}
        </ul>
      )}
    </section>
  );
};
