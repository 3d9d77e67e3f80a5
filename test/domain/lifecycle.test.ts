import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEvent,
  type DeliveryEventType,
  type DeliveryState,
  deliveryEvents,
  foldDelivery,
  initialDelivery,
  isActive,
  receiptStates,
  transportStates,
} from '../../src/domain/lifecycle.ts';

/** The whole table as a reader would draw it: event → the pairs it changes or allows, written out once more by hand. */
const transportTable: Record<DeliveryEventType, string> = {
  routed: 'received>queued quarantined>queued',
  parked: 'received>received queued>queued',
  unparked: 'received>received queued>queued',
  quarantined: 'received>quarantined',
  refused: 'received>refused quarantined>refused',
  rejectedByGateway: 'received>refused quarantined>refused',
  sent: 'queued>sent sent>sent',
  attemptFailed: 'sent>queued',
  acknowledged: 'sent>acknowledged',
  transportRejected: 'sent>rejected',
  abandoned: 'queued>abandoned sent>abandoned',
  requeued: 'acknowledged>queued rejected>queued abandoned>queued',
  read: 'acknowledged>acknowledged',
  receiptOk:
    'queued>acknowledged sent>acknowledged acknowledged>acknowledged rejected>acknowledged abandoned>acknowledged',
  receiptRejected:
    'queued>acknowledged sent>acknowledged acknowledged>acknowledged rejected>acknowledged abandoned>acknowledged',
  receiptPartial:
    'queued>acknowledged sent>acknowledged acknowledged>acknowledged rejected>acknowledged abandoned>acknowledged',
  receiptTimedOut: transportStates.map((state) => `${state}>${state}`).join(' '),
  imported: 'received>acknowledged',
};
const everyReceipt = receiptStates.map((state) => `${state}>${state}`).join(' ');
const receiptTable: Record<DeliveryEventType, string> = {
  routed: everyReceipt,
  parked: everyReceipt,
  unparked: everyReceipt,
  quarantined: everyReceipt,
  refused: 'none>none waiting>none',
  rejectedByGateway: 'waiting>rejected',
  sent: everyReceipt,
  attemptFailed: everyReceipt,
  acknowledged: everyReceipt,
  transportRejected: everyReceipt,
  abandoned: everyReceipt,
  requeued: everyReceipt,
  read: everyReceipt,
  receiptOk: 'waiting>ok timedOut>ok',
  receiptRejected: 'waiting>rejected timedOut>rejected',
  receiptPartial: 'waiting>partial timedOut>partial',
  receiptTimedOut: 'waiting>timedOut',
  imported: everyReceipt,
};
const moves = (row: string): Map<string, string> =>
  new Map(row.split(' ').map((move) => move.split('>') as [string, string]));

const states: DeliveryState[] = transportStates.flatMap((transport) =>
  receiptStates.map((receipt) => ({ transport, receipt })),
);
const event = fc.constantFrom(...deliveryEvents);

describe('the life of a delivery', () => {
  describe.each(deliveryEvents)('%s', (type) => {
    it.each(states)('meets $transport/$receipt', (state) => {
      const transport = moves(transportTable[type]).get(state.transport);
      const receipt = moves(receiptTable[type]).get(state.receipt);
      const possible = transport !== undefined && receipt !== undefined;
      expect(applyEvent(state, type)).toEqual({ possible, state: possible ? { transport, receipt } : state });
    });
  });

  it('never leaves a receipt that has been given, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ok', 'rejected', 'partial'),
        fc.constantFrom(...transportStates),
        fc.array(event),
        (receipt, transport, events) => {
          expect(foldDelivery({ transport, receipt: receipt as 'ok' }, events).state.receipt).toBe(receipt);
        },
      ),
    );
  });

  it('keeps the state and counts an anomaly for every event that cannot happen', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let state = initialDelivery(false);
        let anomalies = 0;
        for (const type of events) {
          const step = applyEvent(state, type);
          if (!step.possible) {
            anomalies += 1;
            expect(step.state).toEqual(state);
          }
          state = step.state;
        }
        expect(foldDelivery(initialDelivery(false), events)).toEqual({ state, anomalies });
      }),
    );
  });

  it('lets a late positive receipt replace the time-out', () => {
    const { state, anomalies } = foldDelivery(initialDelivery(false), [
      'routed',
      'sent',
      'acknowledged',
      'receiptTimedOut',
      'receiptOk',
    ]);
    expect(state).toEqual({ transport: 'acknowledged', receipt: 'ok' });
    expect(anomalies).toBe(0);
  });

  it('takes a receipt as proof that a message we could not deliver has arrived', () => {
    const { state } = foldDelivery(initialDelivery(false), ['routed', 'sent', 'attemptFailed', 'receiptOk']);
    expect(state).toEqual({ transport: 'acknowledged', receipt: 'ok' });
  });

  it('awaits no receipt of a receipt', () => {
    expect(initialDelivery(true).receipt).toBe('none');
    expect(
      foldDelivery(initialDelivery(true), ['routed', 'sent', 'acknowledged', 'receiptOk']).anomalies,
    ).toBe(1);
  });

  it('has work left in exactly the states before an end', () => {
    expect(transportStates.filter(isActive)).toEqual(['received', 'queued', 'sent']);
  });
});
