import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useMemo } from 'react';
import { toCsv } from '../../../domain/csv.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { keepFile } from '../../parts/csv.ts';
import { capital, typeWord } from '../../parts/names.ts';
import { Nothing } from '../../parts/states.tsx';
import { type Of, partAddress } from './address.ts';
import { Heat, Key } from './heat.tsx';
import { heatLines, heatRows } from './heat-rows.ts';
import type { Quality } from './quality.ts';
import { partWord, periodWord } from './words.ts';

/** A heat map with what its tones mean, how many are not shown, and the same as a file. */
export const HeatMap = ({ quality, of }: { readonly quality: Quality; readonly of: Of }) => {
  const speech = useSpeech();
  const { t } = speech;
  const [{ order = '-n', period }, setFilters] = useFilters(['order', 'period']);
  const heat = useMemo(() => heatRows(quality, order), [quality, order]);
  const { type, grain, rules } = quality;
  const values = {
    type: capital(typeWord(t, type)),
    period: periodWord(speech, grain, quality.period),
  };
  if (heat.parts.length === 0) return <Nothing text={t(`quality.${of}.empty`, values)} />;
  const keep = (): void => {
    const headings = ['organisation', 'herId', 'part', 'hits', 'messages', 'share', 'hiddenFor'].map((name) =>
      t(`quality.csv.${name}`),
    );
    const lines = heatLines(heat, {
      county: t('quality.county'),
      part: (part) => partWord(t, part, rules),
      hidden: (why) => t(`shell.figure.hidden.${why}`),
    });
    keepFile(
      `overgang-${of === 'content' ? 'innhald' : 'ordval'}-${type}-${quality.period}.csv`,
      toCsv(headings, lines),
    );
  };
  return (
    <section className="og-section">
      <Paragraph className="og-lead">{t(`quality.${of}.lead`)}</Paragraph>
      <Heat
        caption={t(`quality.${of}.caption`, values)}
        heat={heat}
        rules={rules}
        order={order}
        onOrder={(next) => setFilters({ order: next })}
        addressOf={(part, { enterprise }) =>
          partAddress({ of, type, grain, period }, part, enterprise?.herId)
        }
      />
      <Key />
      {heat.hidden > 0 && (
        <Paragraph data-size="sm" className="og-hidden">
          {t('quality.onlyHidden', { count: heat.hidden })}
        </Paragraph>
      )}
      <div className="og-actions">
        <Button variant="tertiary" data-size="sm" onClick={keep}>
          {t('shell.table.csv')}
        </Button>
      </div>
    </section>
  );
};
