import { notices } from '../../../app/mailbox.ts';
import { withMsgIdAsSent } from '../../../app/outside-id.ts';
import type { Services } from '../../../app/services.ts';
import type { Notice } from '../../../domain/delivery.ts';
import type { OutcomeCode } from '../../../domain/outcome.ts';
import { fail, ok } from '../../../domain/result.ts';
import { wordFaults } from '../../../domain/texts.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { queryOf } from '../query.ts';
import { invalidBySchema } from '../request-fault.ts';
import { parameterName } from './read-messages.ts';
import { listNotices } from './schemas.ts';
import { messageInfo } from './wire.ts';

const noticesByDefault = 10;
const hourMs = 3_600_000;

/** Figures of a notice's text, which follow from how the gateway is set. */
const paramsOf = ({ policy }: Services, reason: OutcomeCode): Readonly<Record<string, number>> => {
  if (reason === 'delivery-abandoned') return { hours: policy.persistMs / hourMs };
  return reason === 'apprec-timed-out' ? { hours: policy.receiptMs / hourMs } : {};
};

/**
 * GET /Messages/notices (2-vNext): what senders are told beside receipts, newest first. `receiverHerIds` are those
 * who are told; `receiverHerId` of an entry is the message's receiver.
 */
export const handleNotices: Handler<KnownCall> = async ({ http, req, context, actsFor }) => {
  const query = queryOf(req);
  const read = listNotices.safeParse({
    ReceiverHerIds: query('ReceiverHerIds'),
    MessagesToFetch: query('MessagesToFetch'),
  });
  if (!read.success) return fail(invalidBySchema(read.error, parameterName));
  const { services, texts } = http;
  const { ReceiverHerIds, MessagesToFetch } = read.data;
  const found = await notices(services, ReceiverHerIds, MessagesToFetch ?? noticesByDefault, actsFor);
  if (!found.ok) return found;
  const present = async ({ message: id, receiver, reason }: Notice) => {
    const message = await services.store.find(id);
    const word = wordFaults(texts, context.language);
    return message === undefined
      ? []
      : [
          {
            ...messageInfo(await withMsgIdAsSent(services, message), receiver),
            noticeType: 'RefusedMessage',
            refusedReason: word({ code: reason, params: paramsOf(services, reason) }),
          },
        ];
  };
  const rows = await Promise.all(found.value.map(present));
  return ok({ status: 200, json: rows.flat() });
};
