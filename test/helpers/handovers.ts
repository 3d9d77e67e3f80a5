import { randomUUID } from 'node:crypto';
import { type MessageChanges, messageWith } from './fixtures.ts';
import { untilFollowed } from './followed.ts';
import type { TestGateway } from './gateway.ts';

/** Pathways sent over HTTP, and handovers read as their parties read them. */

const hourMs = 3_600_000;

/** HER-ids of the sandbox: enterprises, and the parties of their messages. */
export const trust = 9000000;
export const ward = 9000301;
export const molde = 9150600;
const caseOffice = 9150601;
export const nursing = 9150602;

/** Everybody of an enterprise, as the header `overgang-act-as` names them. */
export const asMolde = { 'overgang-act-as': `${molde},${caseOffice},${nursing}` };
export const asTrust = { 'overgang-act-as': `${trust},${ward}` };

export interface ListedItem {
  readonly id: string;
  readonly state: string;
  readonly attention: string;
  readonly admittedAt: string;
  readonly next: { readonly expectation: string; readonly dueAt: string } | null;
  readonly [field: string]: unknown;
}

/** A synthetic patient's number of the Tenor series (month + 80) with right check digits, by a number below 400. */
export const patientNumber = (at: number): string => {
  for (let individual = 0; ; individual += 1) {
    const nine = `${String((at % 28) + 1).padStart(2, '0')}${String(81 + (Math.floor(at / 28) % 12))}39${String(individual).padStart(3, '0')}`;
    const digits = [...nine].map(Number);
    const check = (weights: readonly number[], values: readonly number[]) =>
      (11 - (weights.reduce((sum, weight, place) => sum + weight * (values[place] ?? 0), 0) % 11)) % 11;
    const first = check([3, 7, 6, 1, 8, 9, 4, 5, 2], digits);
    const second = check([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], [...digits, first]);
    if (first < 10 && second < 10) return `${nine}${first}${second}`;
  }
};

/** Sends a message of a fixture now, about a patient, and waits until what it belongs to has been folded. */
export const send = async (
  gateway: TestGateway,
  type: string,
  changes: MessageChanges = {},
  name = 'full',
): Promise<string> => {
  const genDate = gateway.clock.now().toISOString();
  const bytes = messageWith(type, name, {
    msgId: randomUUID(),
    genDate,
    patient: { id: patientNumber(0) },
    ...changes,
  });
  const id = await gateway.accept(bytes);
  await gateway.untilSettled(id);
  await untilFollowed(gateway.gateway);
  return id;
};

const now = (gateway: TestGateway): string => gateway.clock.now().toISOString();

/** An admission now. */
export const admit = (gateway: TestGateway, changes: MessageChanges = {}): Promise<string> =>
  send(gateway, 'log-innlagt-1.6', {
    ...changes,
    replace: [['2026-11-17T18:35:00+01:00', now(gateway)], ...(changes.replace ?? [])],
  });

/** The patient is ready for discharge now. */
export const declareReady = (gateway: TestGateway): Promise<string> =>
  send(gateway, 'log-utskrivningsklar-1.6', {
    replace: [
      [
        '<po:TidspunktForHendelse V="2026-11-17T18:35:00+01:00"/>',
        '<po:TidspunktForHendelse V="2026-11-20"/>',
      ],
      ['<po:TidspunktForHendelse V="2026-11-19"/>', `<po:TidspunktForHendelse V="${now(gateway)}"/>`],
    ],
  });

/** The patient leaves now. */
export const discharge = (gateway: TestGateway): Promise<string> =>
  send(gateway, 'log-utskrevet-1.6', { replace: [['2026-11-20T13:15:00+01:00', now(gateway)]] });

/** Moves the clock, and lets what became due be folded. */
export const pass = async (gateway: TestGateway, hours: number): Promise<void> => {
  gateway.clock.advance(hours * hourMs);
  await gateway.gateway.sweepNow();
  await untilFollowed(gateway.gateway);
};

export interface Listed {
  readonly handovers: readonly ListedItem[];
  readonly next: string | null;
}

/** One page of the list. */
export const list = async (
  gateway: TestGateway,
  query = '',
  as: Readonly<Record<string, string>> = asMolde,
): Promise<Listed> => {
  const answer = await gateway.get(`/api/handovers?${query}`, as);
  if (answer.status !== 200) throw new Error(`no list: ${answer.status} ${answer.text}`);
  return answer.json() as Listed;
};

/** Every page of the list, one after another. */
export const listAll = async (
  gateway: TestGateway,
  query: string,
  as: Readonly<Record<string, string>> = asMolde,
  between: (page: number) => Promise<unknown> = async () => undefined,
): Promise<readonly ListedItem[]> => {
  const found: ListedItem[] = [];
  let after = '';
  for (let page = 1; ; page += 1) {
    const { handovers, next } = await list(gateway, `${query}${after}`, as);
    found.push(...handovers);
    if (next === null) return found;
    after = `&after=${encodeURIComponent(next)}`;
    await between(page);
  }
};

interface Event {
  readonly at: string;
  readonly type: string;
  readonly planned: boolean;
  readonly message?: string | null;
  readonly [field: string]: unknown;
}

/** One handover as it is answered. */
export interface Whole extends ListedItem {
  readonly timeline: readonly Event[];
  readonly expected: readonly {
    readonly key: string;
    readonly state: string;
    readonly [field: string]: unknown;
  }[];
  readonly completeness: readonly {
    readonly messageType: string;
    readonly message: string | null;
    readonly missing: readonly string[];
  }[];
  readonly relations: Readonly<Record<string, unknown>>;
}

/** Reads one handover. */
export const read = async (
  gateway: TestGateway,
  id: string,
  as: Readonly<Record<string, string>> = asMolde,
): Promise<Whole> => {
  const answer = await gateway.get(`/api/handovers/${id}`, as);
  if (answer.status !== 200) throw new Error(`no handover: ${answer.status} ${answer.text}`);
  return answer.json() as Whole;
};
