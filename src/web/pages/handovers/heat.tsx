import { Table } from '@digdir/designsystemet-react';
import { useSpeech } from '../../i18n/language.tsx';
import { type HeatRow, type Part, toneOf } from './gone.ts';
import type { Party } from './handover.ts';
import { wordPart } from './wording.ts';

const nameOf = ({ name, herId }: Party): string => name ?? String(herId);

/** Shares done in time, by row and expectation; darker is more. What is hidden says so in words. */
export const Heat = ({
  caption,
  parts,
  rows,
}: {
  readonly caption: string;
  readonly parts: readonly Part[];
  readonly rows: readonly HeatRow[];
}) => {
  const speech = useSpeech();
  const { t, format } = speech;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
    <section className="og-scroll" aria-label={caption} tabIndex={0}>
      <Table data-size="sm" className="og-heat">
        <caption className="og-caption">{caption}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('handovers.board.who')}</Table.HeaderCell>
            {parts.map((part) => (
              <Table.HeaderCell key={part.part} scope="col">
                {wordPart(speech, part)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {rows.map(({ key, enterprise, other, cells }) => (
            <Table.Row key={key}>
              <Table.HeaderCell scope="row">
                {other === undefined
                  ? nameOf(enterprise)
                  : t('handovers.route', { from: nameOf(enterprise), to: nameOf(other) })}
              </Table.HeaderCell>
              {parts.map(({ part }) => {
                const figure = cells.get(part);
                if (figure === undefined || (!figure.shown && figure.why === 'none')) {
                  return (
                    <Table.Cell key={part} className="og-of">
                      –
                    </Table.Cell>
                  );
                }
                if (!figure.shown) {
                  return (
                    <Table.Cell key={part} className="og-heat-hidden">
                      {t(`handovers.board.hidden.${figure.why}`)}
                    </Table.Cell>
                  );
                }
                return (
                  <Table.Cell key={part} className={`og-heat-${toneOf(figure.share)}`}>
                    <strong>{format.percent(figure.share)}</strong>
                    <div className="og-heat-n">
                      {t('shell.figure.of', { hits: format.number(figure.hits), n: format.number(figure.n) })}
                      {figure.few && ` · ${t('shell.figure.few')}`}
                    </div>
                  </Table.Cell>
                );
              })}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  );
};
