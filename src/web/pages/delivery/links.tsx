import { Tag } from '@digdir/designsystemet-react';
import { useMemo } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { FigureText } from '../../parts/figure.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import { type Delivery, type Link, type Mark, nameOf } from './delivery.ts';
import { type KeptColumn, KeptTable } from './table.tsx';

interface LinkRow extends Link {
  readonly heard: string | undefined;
  readonly marks: readonly Mark[];
  /** From the message until it had come to its receiver. */
  readonly cameMinutes: number | undefined;
}

const keyOf = ({ sender, receiver, type }: Link): string => `${sender?.herId} ${receiver?.herId} ${type}`;

const rowsOf = ({ links, transit, heard, marks }: Delivery): readonly LinkRow[] => {
  const came = new Map(transit.map((each) => [keyOf(each), each.figure]));
  const last = new Map(heard.map(({ herId, type, day }) => [`${herId} ${type}`, day]));
  return links
    .filter(({ figure, sender }) => figure.shown && sender !== null)
    .map((link) => {
      const transitOf = came.get(keyOf(link));
      return {
        ...link,
        heard: last.get(`${link.sender?.herId} ${link.type}`),
        marks: marks.filter(
          ({ enterprise, type }) => enterprise.herId === link.sender?.herId && type === link.type,
        ),
        cameMinutes: transitOf?.shown === true ? transitOf.medianMinutes : undefined,
      };
    });
};

/** Who sends what to whom: how much, how it is receipted, how fast, and when the sender was last heard from. */
export const Links = ({
  delivery,
  order,
  onOrder,
}: {
  readonly delivery: Delivery;
  readonly order: string | undefined;
  readonly onOrder: (order: string) => void;
}) => {
  const { t, format } = useSpeech();
  const rows = useMemo(() => rowsOf(delivery), [delivery]);
  const { hiddenLinks } = delivery;
  const columns = useMemo((): readonly KeptColumn<LinkRow>[] => {
    const word = (type: string | null): string => (type === null ? '' : capital(typeWord(t, type)));
    const median = ({ figure }: Link): number | undefined =>
      figure.shown ? figure.medianMinutes : undefined;
    const markWords = (marks: readonly Mark[]): string =>
      marks.map(({ kind }) => t(`delivery.marks.${kind}`)).join(', ');
    const duration = (minutes: number | undefined): string =>
      minutes === undefined ? '–' : format.duration(minutes);
    return [
      {
        key: 'sender',
        title: t('delivery.links.sender'),
        cell: ({ sender }) => nameOf(sender),
        sort: ({ sender }) => nameOf(sender),
        csv: ({ sender }) => nameOf(sender),
      },
      {
        key: 'receiver',
        title: t('delivery.links.receiver'),
        cell: ({ receiver }) => nameOf(receiver),
        sort: ({ receiver }) => nameOf(receiver),
        csv: ({ receiver }) => nameOf(receiver),
      },
      {
        key: 'type',
        title: t('delivery.type'),
        cell: ({ type }) => word(type),
        sort: ({ type }) => word(type),
        csv: ({ type }) => type ?? undefined,
      },
      {
        key: 'n',
        title: t('delivery.links.receipted'),
        isNumber: true,
        cell: ({ figure }) => (figure.shown ? format.number(figure.n) : ''),
        sort: ({ figure }) => (figure.shown ? figure.n : 0),
        csv: ({ figure }) => (figure.shown ? figure.n : undefined),
      },
      {
        key: 'share',
        title: t('delivery.links.ok'),
        cell: ({ figure }) => <FigureText figure={figure} />,
        sort: ({ figure }) => (figure.shown ? figure.share : 0),
        csv: ({ figure }) => (figure.shown ? figure.hits : undefined),
      },
      {
        key: 'receipt',
        title: t('delivery.links.median'),
        isNumber: true,
        cell: (row) => duration(median(row)),
        sort: (row) => median(row) ?? -1,
        csv: (row) => median(row),
      },
      {
        key: 'came',
        title: t('delivery.links.came'),
        isNumber: true,
        cell: ({ cameMinutes }) => duration(cameMinutes),
        sort: ({ cameMinutes }) => cameMinutes ?? -1,
        csv: ({ cameMinutes }) => cameMinutes,
      },
      {
        key: 'heard',
        title: t('delivery.links.heard'),
        cell: ({ heard }) => (heard === undefined ? '–' : format.date(heard)),
        sort: ({ heard }) => heard ?? '',
        csv: ({ heard }) => heard,
      },
      {
        key: 'marks',
        title: t('delivery.links.marks'),
        cell: ({ marks }) =>
          marks.map(({ kind }) => (
            <Tag key={kind} data-color="warning" data-size="sm">
              {t(`delivery.marks.${kind}`)}
            </Tag>
          )),
        sort: ({ marks }) => markWords(marks),
        csv: ({ marks }) => markWords(marks),
      },
    ];
  }, [t, format]);
  return (
    <>
      <KeptTable
        caption={t('delivery.links.caption', { count: format.number(rows.length) })}
        file={`overgang-samband-${delivery.period}`}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        order={order ?? '-n'}
        onOrder={onOrder}
      />
      {hiddenLinks > 0 && (
        <p className="og-of">{t('delivery.links.hidden', { count: format.number(hiddenLinks) })}</p>
      )}
    </>
  );
};
