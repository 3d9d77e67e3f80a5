import { Tag } from '@digdir/designsystemet-react';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { wordSide } from '../../parts/side.ts';
import type { Delivery, Traced } from './message.ts';
import { Resend } from './resend.tsx';
import { colourOf } from './wording.ts';

const Card = ({ id, delivery }: { readonly id: string; readonly delivery: Delivery }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { data: me } = useMe();
  const { receiver, receiverHerId, role, attempts, readAt, receiptDueAt, receipt } = delivery;
  const name = wordSide(speech, receiver);
  return (
    <li className="og-card">
      <strong>{name}</strong>{' '}
      <span className="og-of">
        {t(`messages.deliveries.roles.${role}`)}
        {receiver.name !== null && ` · ${t('words.herId', { herId: receiverHerId })}`}
      </span>
      <div className="og-tags">
        <Tag data-size="sm" data-color={colourOf({ ...delivery, receipt: 'none' })}>
          {delivery.transportText}
        </Tag>
        {/* Who was never asked gave no receipt, whatever the gateway answered in its place. */}
        {delivery.transport !== 'refused' && (
          <Tag data-size="sm" data-color={colourOf({ ...delivery, transport: 'acknowledged' })}>
            {delivery.receiptText}
          </Tag>
        )}
      </div>
      <div className="og-of">
        {[
          attempts === 0 ? undefined : t('messages.deliveries.attempts', { count: attempts }),
          readAt === null ? undefined : t('messages.deliveries.read', { time: format.dateTime(readAt) }),
          receipt === 'waiting' && receiptDueAt !== null
            ? t('messages.deliveries.due', { time: format.dateTime(receiptDueAt) })
            : undefined,
        ]
          .filter((part) => part !== undefined)
          .join(' · ')}
      </div>
      {may(me, 'messages.resend') && (
        <Resend id={id} receiver={receiverHerId} name={name} isOffered={delivery.mayResend} />
      )}
    </li>
  );
};

/** How it goes with each receiver, and sending again where that may be asked for. */
export const Deliveries = ({ traced: { id, deliveries } }: { readonly traced: Traced }) => (
  <ul className="og-list">
    {deliveries.map((delivery) => (
      <Card key={delivery.receiverHerId} id={id} delivery={delivery} />
    ))}
  </ul>
);
