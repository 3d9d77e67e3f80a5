/**
 * The life of one message towards one receiver, on two axes (design §5).
 *
 * Transport: received → queued → sent → acknowledged | rejected | abandoned, with `quarantined` and
 * `refused` before routing. Receipt: none → waiting → ok | rejected | partial | timedOut, where a
 * receipt that comes after the time-out replaces it (HITS 1168: a late positive must be accepted).
 *
 * Every change is an event; the state is a fold over them. An event that its state does not allow
 * changes nothing and is counted as an anomaly: kept and flagged, never thrown away.
 */

export const transportStates = [
  'received',
  'queued',
  'sent',
  'acknowledged',
  'rejected',
  'abandoned',
  'quarantined',
  'refused',
] as const;
export type TransportState = (typeof transportStates)[number];

export const receiptStates = ['none', 'waiting', 'ok', 'rejected', 'partial', 'timedOut'] as const;
export type ReceiptState = (typeof receiptStates)[number];

export const deliveryEvents = [
  'routed',
  'parked',
  'unparked',
  'quarantined',
  'refused',
  'rejectedByGateway',
  'sent',
  'attemptFailed',
  'acknowledged',
  'transportRejected',
  'abandoned',
  'requeued',
  'read',
  'receiptOk',
  'receiptRejected',
  'receiptPartial',
  'receiptTimedOut',
  'imported',
] as const;
export type DeliveryEventType = (typeof deliveryEvents)[number];

export interface DeliveryState {
  readonly transport: TransportState;
  readonly receipt: ReceiptState;
}

type Moves<S extends string> = Readonly<Record<DeliveryEventType, Readonly<Partial<Record<S, S>>>>>;

const stay = <S extends string>(...states: S[]): Partial<Record<S, S>> =>
  Object.fromEntries(states.map((state) => [state, state])) as Partial<Record<S, S>>;

const to = <S extends string>(target: S, ...from: S[]): Partial<Record<S, S>> =>
  Object.fromEntries(from.map((state) => [state, target])) as Partial<Record<S, S>>;

/** A receipt may overtake the transport's acknowledgment, or come after we gave up: it proves the message arrived. */
const provesArrival = to<TransportState>(
  'acknowledged',
  'queued',
  'sent',
  'acknowledged',
  'abandoned',
  'rejected',
);

/** Event → state before → state after. What is not listed cannot happen. */
export const transportMoves: Moves<TransportState> = {
  routed: to('queued', 'received', 'quarantined'),
  parked: stay('received', 'queued'),
  unparked: stay('received', 'queued'),
  quarantined: to('quarantined', 'received'),
  refused: to('refused', 'received', 'quarantined'),
  rejectedByGateway: to('refused', 'received', 'quarantined'),
  sent: to('sent', 'queued', 'sent'),
  attemptFailed: to('queued', 'sent'),
  acknowledged: to('acknowledged', 'sent'),
  transportRejected: to('rejected', 'sent'),
  abandoned: to('abandoned', 'queued', 'sent'),
  requeued: to('queued', 'abandoned', 'rejected', 'acknowledged'),
  read: stay('acknowledged'),
  receiptOk: provesArrival,
  receiptRejected: provesArrival,
  receiptPartial: provesArrival,
  receiptTimedOut: stay(...transportStates),
  // It came to its receiver by another way, before the gateway saw the traffic.
  imported: to('acknowledged', 'received'),
};

/** The receipt axis. `none`: no receipt is expected (an AppRec is never receipted), or not yet. */
export const receiptMoves: Moves<ReceiptState> = {
  routed: stay(...receiptStates),
  parked: stay(...receiptStates),
  unparked: stay(...receiptStates),
  quarantined: stay(...receiptStates),
  // Nobody was asked, so nobody answers (HITS 1168 §5.3); the gateway's own rejection answers at once.
  refused: to('none', 'waiting', 'none'),
  rejectedByGateway: to('rejected', 'waiting'),
  sent: stay(...receiptStates),
  attemptFailed: stay(...receiptStates),
  acknowledged: stay(...receiptStates),
  transportRejected: stay(...receiptStates),
  abandoned: stay(...receiptStates),
  requeued: stay(...receiptStates),
  read: stay(...receiptStates),
  receiptOk: to('ok', 'waiting', 'timedOut'),
  receiptRejected: to('rejected', 'waiting', 'timedOut'),
  receiptPartial: to('partial', 'waiting', 'timedOut'),
  receiptTimedOut: to('timedOut', 'waiting'),
  imported: stay(...receiptStates),
};

/** State of a delivery when its message has just been stored; a receipt is awaited of everything but an AppRec. */
export const initialDelivery = (isAppRec: boolean): DeliveryState => ({
  transport: 'received',
  receipt: isAppRec ? 'none' : 'waiting',
});

export type Transition =
  | { readonly possible: true; readonly state: DeliveryState }
  | { readonly possible: false; readonly state: DeliveryState };

/** One step: the next state, or the same state and `possible: false` when the event cannot happen in it. */
export const applyEvent = (state: DeliveryState, event: DeliveryEventType): Transition => {
  const transport = transportMoves[event][state.transport];
  const receipt = receiptMoves[event][state.receipt];
  return transport === undefined || receipt === undefined
    ? { possible: false, state }
    : { possible: true, state: { transport, receipt } };
};

export interface Folded {
  readonly state: DeliveryState;
  /** How many events could not happen in the state they met. */
  readonly anomalies: number;
}

/** The state that a sequence of events leads to, from the initial one. */
export const foldDelivery = (initial: DeliveryState, events: Iterable<DeliveryEventType>): Folded => {
  let state = initial;
  let anomalies = 0;
  for (const event of events) {
    const step = applyEvent(state, event);
    state = step.state;
    if (!step.possible) anomalies += 1;
  }
  return { state, anomalies };
};

/** States in which the transport still has work to do. */
export const isActive = (state: TransportState): boolean =>
  state === 'received' || state === 'queued' || state === 'sent';
