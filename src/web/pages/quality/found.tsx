import { Link as DsLink, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Figure } from '../../../domain/board/figure.ts';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { FigureText } from '../../parts/figure.tsx';
import { blockWord, capital } from '../../parts/names.ts';
import { type Content, nameOf, type Rule } from './quality.ts';

interface FoundRow {
  readonly rule: Rule;
  readonly county: Figure | undefined;
  readonly own: Figure | undefined;
}

const rowsOf = ({ rules, found }: Content): readonly FoundRow[] =>
  rules.flatMap((rule): readonly FoundRow[] => {
    const county = found.county.find(({ part }) => part === rule.id)?.figure;
    const own = found.own[0]?.cells.find(({ part }) => part === rule.id)?.figure;
    const isAnything = [county, own].some((figure) => figure?.shown === true && figure.hits > 0);
    return isAnything ? [{ rule, county, own }] : [];
  });

const shareOf = (figure: Figure | undefined): number => (figure?.shown === true ? figure.share : -1);

const Told = ({ figure }: { readonly figure: Figure | undefined }) =>
  figure === undefined ? '–' : <FigureText figure={figure} />;

const atOnce = 10;

/** What the rules of a type found most often: in the county, and in the reader's own messages. */
export const Found = ({ content }: { readonly content: Content }) => {
  const { t } = useSpeech();
  const { data: me } = useMe();
  const [{ rules: order }, setFilters] = useFilters(['rules']);
  const mayRead = may(me, 'rules.read');
  const rows = useMemo(() => rowsOf(content), [content]);
  const own = content.found.own[0];
  const ownName = own === undefined ? undefined : nameOf(own.enterprise);
  const columns = useMemo(
    (): readonly Column<FoundRow>[] => [
      {
        key: 'rule',
        title: t('quality.rule'),
        cell: ({ rule }) =>
          mayRead ? (
            <DsLink asChild>
              <Link href={`/reglar/${rule.id}`}>{rule.title}</Link>
            </DsLink>
          ) : (
            rule.title
          ),
        sort: ({ rule }) => rule.title,
      },
      {
        key: 'block',
        title: t('quality.block'),
        cell: ({ rule }) => (rule.block === null ? '–' : capital(blockWord(t, rule.block))),
        sort: ({ rule }) => (rule.block === null ? '' : blockWord(t, rule.block)),
      },
      {
        key: 'county',
        title: t('quality.county'),
        cell: ({ county }) => <Told figure={county} />,
        sort: ({ county }) => shareOf(county),
      },
      ...(ownName === undefined
        ? []
        : [
            {
              key: 'own',
              title: ownName,
              cell: ({ own: figure }: FoundRow) => <Told figure={figure} />,
              sort: ({ own: figure }: FoundRow) => shareOf(figure),
            },
          ]),
    ],
    [t, mayRead, ownName],
  );
  if (rows.length === 0) return null;
  return (
    <section className="og-section" aria-labelledby="quality-found">
      <Heading level={2} data-size="xs" id="quality-found">
        {t('quality.found.heading')}
      </Heading>
      <Paragraph className="og-lead">{t('quality.found.lead')}</Paragraph>
      <DataTable
        caption={t('quality.found.caption')}
        columns={columns}
        rows={rows}
        rowKey={({ rule }) => rule.id}
        order={order ?? (own === undefined ? '-county' : '-own')}
        onOrder={(next) => setFilters({ rules: next })}
        most={atOnce}
      />
    </section>
  );
};
