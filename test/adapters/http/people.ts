import type { Answer } from '../../helpers/gateway-client.ts';
import { molde, trust } from '../../helpers/handovers.ts';

/** People who ask, by the headers that the sandbox knows them by, and what they are answered. */

/** Headers of a person in a role, for an enterprise. */
export const as = (role: string, herId?: number, person = 'Kari Nordmann') => ({
  'overgang-role': role,
  'overgang-person': encodeURIComponent(person),
  ...(herId !== undefined && { 'overgang-act-as': String(herId) }),
});
export const officer = as('message-officer', molde);
export const hospitalOfficer = as('message-officer', trust);
/** Of a municipality that no message here is to or from. */
export const stranger = as('message-officer', 9151500);
export const reader = as('clinical-reader', molde);
export const operator = as('operator');
export const auditor = as('auditor');

interface Row {
  readonly id: string;
  readonly msgId: string;
  readonly messageType: { readonly code: string; readonly name: string };
  readonly [field: string]: unknown;
}
export interface Page {
  readonly messages: readonly Row[];
  readonly next: string | null;
}
export interface Entry {
  readonly person: string;
  readonly action: string;
  readonly outcome: string;
  readonly objects: readonly string[];
  readonly [field: string]: unknown;
}

export const refusal = ({ status, outcome }: Answer) => [status, outcome];
