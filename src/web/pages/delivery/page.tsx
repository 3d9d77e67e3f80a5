import './delivery.css';
import { Field, Heading, Label, Select } from '@digdir/designsystemet-react';
import { type ReactNode, useId } from 'react';
import { query, useApi } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useFilters } from '../../parts/address.ts';
import { PageHeading } from '../../parts/heading.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import { Answer, Nothing } from '../../parts/states.tsx';
import { Causes } from './causes.tsx';
import { type Delivery, grains, nameOf } from './delivery.ts';
import { FlowPicture } from './flow-picture.tsx';
import { Links } from './links.tsx';
import { Marks } from './marks.tsx';
import { periodName } from './period.ts';
import { Receipts } from './receipts-table.tsx';
import { Versions } from './versions.tsx';
import { Volumes } from './volumes.tsx';

const filterNames = ['grain', 'period', 'type', 'organisation'] as const;
/** The order of each table. */
const orderNames = ['volumes', 'receipts', 'causes', 'links', 'versions'] as const;

const Choice = ({
  label,
  value,
  onChoose,
  children,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChoose: (value: string) => void;
  readonly children: ReactNode;
}) => (
  <Field>
    <Label data-size="sm">{label}</Label>
    <Select data-size="sm" value={value ?? ''} onChange={({ target }) => onChoose(target.value)}>
      {children}
    </Select>
  </Field>
);

const Part = ({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className="og-section" aria-labelledby={id}>
      <Heading level={2} data-size="sm" id={id}>
        {title}
      </Heading>
      <p className="og-lead">{lead}</p>
      {children}
    </section>
  );
};

const Parts = ({ delivery, type }: { readonly delivery: Delivery; readonly type: string | undefined }) => {
  const speech = useSpeech();
  const { t } = speech;
  const [orders, setOrders] = useFilters(orderNames);
  const ordered = (name: (typeof orderNames)[number]) => ({
    delivery,
    order: orders[name],
    onOrder: (order: string) => setOrders({ [name]: order }),
  });
  const period = capital(periodName(speech, delivery.grain, delivery.period));
  if (!delivery.traffic.some(({ figure }) => figure.shown)) return <Nothing text={t('delivery.empty')} />;
  return (
    <>
      <Marks marks={delivery.marks} />
      <Part title={t('delivery.volumes.heading')} lead={t('delivery.volumes.lead')}>
        <Volumes {...ordered('volumes')} />
      </Part>
      <Part title={t('delivery.receipts.heading')} lead={t('delivery.receipts.lead', { period })}>
        <Receipts {...ordered('receipts')} />
      </Part>
      <Part title={t('delivery.flow.title')} lead={t('delivery.flow.lead', { period })}>
        <FlowPicture links={delivery.links} />
      </Part>
      <Part title={t('delivery.causes.heading')} lead={t('delivery.causes.lead', { period })}>
        <Causes {...ordered('causes')} />
      </Part>
      <Part title={t('delivery.links.heading')} lead={t('delivery.links.lead', { period })}>
        <Links {...ordered('links')} />
      </Part>
      <Part title={t('delivery.versions.heading')} lead={t('delivery.versions.lead')}>
        <Versions {...ordered('versions')} type={type} />
      </Part>
    </>
  );
};

/** How messages come through: how many, what became of them, why some do not, between whom, and in which versions. */
export const Page = () => {
  const speech = useSpeech();
  const { t } = speech;
  const [filters, setFilters] = useFilters(filterNames);
  const delivery = useApi<Delivery>(`/api/board/delivery${query(filters)}`);
  const { data } = delivery;
  const grain = grains.find((each) => each === filters.grain) ?? 'month';
  return (
    <>
      <PageHeading title={t('delivery.title')} lead={t('delivery.lead')}>
        <Choice
          label={t('delivery.grain')}
          value={grain}
          onChoose={(value) => setFilters({ grain: value, period: undefined })}
        >
          {grains.map((each) => (
            <Select.Option key={each} value={each}>
              {t(`delivery.grains.${each}`)}
            </Select.Option>
          ))}
        </Choice>
        <Choice
          label={t('delivery.period')}
          value={filters.period}
          onChoose={(period) => setFilters({ period })}
        >
          <Select.Option value="">{t('delivery.newest')}</Select.Option>
          {(data?.choices ?? []).map((each) => (
            <Select.Option key={each} value={each}>
              {capital(periodName(speech, grain, each))}
            </Select.Option>
          ))}
        </Choice>
        <Choice label={t('delivery.type')} value={filters.type} onChoose={(type) => setFilters({ type })}>
          <Select.Option value="">{t('delivery.allTypes')}</Select.Option>
          {(data?.types ?? []).map((each) => (
            <Select.Option key={each} value={each}>
              {capital(typeWord(t, each))}
            </Select.Option>
          ))}
        </Choice>
        <Choice
          label={t('delivery.organisation')}
          value={filters.organisation}
          onChoose={(organisation) => setFilters({ organisation })}
        >
          <Select.Option value="">{t('delivery.county')}</Select.Option>
          {(data?.organisations ?? []).map((each) => (
            <Select.Option key={each.herId} value={each.herId}>
              {each.own ? t('delivery.ours', { name: nameOf(each) }) : nameOf(each)}
            </Select.Option>
          ))}
        </Choice>
      </PageHeading>
      <Answer of={delivery}>{(body) => <Parts delivery={body} type={filters.type} />}</Answer>
    </>
  );
};
