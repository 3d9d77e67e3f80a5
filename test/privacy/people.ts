import { randomUUID } from 'node:crypto';
import type { GatewayClient } from '../helpers/gateway-client.ts';

/** People who look at marked messages in every role that may, and at what is told of their having done so. */

/** A new reader each time: one may open only so many an hour. */
const clinicalReader = (herId: number) => ({
  'overgang-role': 'clinical-reader',
  'overgang-act-as': String(herId),
  'overgang-person': `Leser ${randomUUID().replaceAll(/[\d-]/g, '')}`,
});

/** One message's story as an operator reads it, and its content as those read it who are entitled to it. */
export const lookAsPeople = async (
  gateway: GatewayClient,
  id: string,
  receivers: readonly number[],
): Promise<void> => {
  await gateway.get(`/api/messages/${id}`, { 'overgang-role': 'operator' });
  for (const herId of receivers) {
    const reason = { reason: 'treatment' };
    await gateway.postJson(reason, `/api/messages/${id}/content`, clinicalReader(herId));
  }
};

/** What people are shown of all messages at once, and what is logged of it. */
export const lookAround = async (gateway: GatewayClient): Promise<void> => {
  for (const role of ['message-officer', 'operator', 'clinical-reader']) {
    const as = { 'overgang-role': role, 'overgang-act-as': '9150600,9000000' };
    for (const path of ['/api/messages?limit=200', '/api/actors', '/api/operations', '/api/handovers'])
      await gateway.get(path, as);
  }
  const auditor = { 'overgang-role': 'auditor' };
  for (const path of ['/api/access-log?limit=500', '/api/access-log/verify'])
    await gateway.get(path, auditor);
};
