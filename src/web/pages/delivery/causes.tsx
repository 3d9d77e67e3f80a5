import { Heading } from '@digdir/designsystemet-react';
import { useMemo } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { FigureText } from '../../parts/figure.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import type { Cause, Delivery } from './delivery.ts';
import { type KeptColumn, KeptTable } from './table.tsx';

/** A code with its messages of all types. */
interface CodeSum {
  readonly code: string | null;
  readonly title: string;
  readonly mend: string;
  readonly messages: number;
  readonly types: readonly string[];
}

/** Codes by how many messages they stood in the receipts of; of figures that are shown. */
const sumCauses = (causes: readonly Cause[]): readonly CodeSum[] => {
  const byCode = Map.groupBy(
    causes.filter(({ figure }) => figure.shown),
    ({ code }) => code,
  );
  return [...byCode]
    .flatMap(([code, all]) => {
      const [first] = all;
      if (first === undefined) return [];
      const messages = all.reduce((sum, { figure }) => sum + (figure.shown ? figure.hits : 0), 0);
      const types = all
        .toSorted((a, b) => (b.figure.shown ? b.figure.hits : 0) - (a.figure.shown ? a.figure.hits : 0))
        .flatMap(({ type }) => type ?? []);
      return [{ code, title: first.title, mend: first.mend, messages, types: [...new Set(types)] }];
    })
    .filter(({ messages }) => messages > 0)
    .toSorted((a, b) => b.messages - a.messages);
};

/** Why messages are not accepted, the most frequent first, each with what can be done about it. */
export const Causes = ({
  delivery: { causes, hiddenCauses, causesBySystem, period },
  order,
  onOrder,
}: {
  readonly delivery: Delivery;
  readonly order: string | undefined;
  readonly onOrder: (order: string) => void;
}) => {
  const { t, format } = useSpeech();
  const codes = useMemo(() => sumCauses(causes), [causes]);
  const most = codes[0]?.messages ?? 1;
  const columns = useMemo((): readonly KeptColumn<Cause>[] => {
    const word = ({ type }: Cause): string => (type === null ? '' : capital(typeWord(t, type)));
    const code = (row: Cause): string => row.code ?? t('delivery.causes.noCode');
    const hits = ({ figure }: Cause): number => (figure.shown ? figure.hits : 0);
    return [
      {
        key: 'system',
        title: t('delivery.system'),
        cell: ({ system }) => system ?? '–',
        sort: ({ system }) => system ?? '',
        csv: ({ system }) => system ?? undefined,
      },
      {
        key: 'type',
        title: t('delivery.type'),
        cell: word,
        sort: word,
        csv: ({ type }) => type ?? undefined,
      },
      { key: 'code', title: t('delivery.causes.code'), cell: code, sort: code, csv: code },
      {
        key: 'hits',
        title: t('delivery.causes.share'),
        cell: ({ figure }) => <FigureText figure={figure} />,
        sort: hits,
        csv: ({ figure }) => (figure.shown ? figure.hits : undefined),
      },
      {
        key: 'n',
        title: t('delivery.links.receipted'),
        isNumber: true,
        cell: ({ figure }) => (figure.shown ? format.number(figure.n) : '–'),
        sort: ({ figure }) => (figure.shown ? figure.n : 0),
        csv: ({ figure }) => (figure.shown ? figure.n : undefined),
      },
    ];
  }, [t, format]);
  return (
    <>
      {codes.length === 0 && hiddenCauses === 0 && <p className="og-nothing">{t('delivery.causes.none')}</p>}
      <ul className="dl-causes">
        {codes.map(({ code, title, mend, messages, types }) => (
          <li key={code ?? ''}>
            <div className="dl-cause-head">
              <Heading level={3} data-size="2xs">
                {code ?? t('delivery.causes.noCode')} · {title}
              </Heading>
              <span>{t('delivery.causes.messages', { count: format.number(messages) })}</span>
            </div>
            <span className="dl-cause-bar" aria-hidden>
              <span style={{ inlineSize: `${(messages / most) * 100}%` }} />
            </span>
            <p>{mend}</p>
            <p className="og-of">{types.map((type) => typeWord(t, type)).join(', ')}</p>
          </li>
        ))}
      </ul>
      {hiddenCauses > 0 && (
        <p className="og-of">{t('delivery.causes.hidden', { count: format.number(hiddenCauses) })}</p>
      )}
      {causesBySystem.length > 0 && (
        <KeptTable
          caption={t('delivery.causes.bySystem')}
          file={`overgang-arsaker-${period}`}
          columns={columns}
          rows={causesBySystem.filter(({ figure }) => figure.shown)}
          rowKey={({ system, type, code }) => `${system} ${type} ${code}`}
          order={order ?? '-hits'}
          onOrder={onOrder}
        />
      )}
    </>
  );
};
