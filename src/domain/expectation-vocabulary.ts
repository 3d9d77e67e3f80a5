import type { DirectoryEntry } from './directory.ts';

/** The closed lists of words that rows of expectations are written with. */

/** Phases of a handover that something may start with. */
export const phases = [
  'admitted',
  'planning',
  'ready',
  'accepted',
  'overdue-stay',
  'discharged',
  'closed-death',
] as const;
export type Phase = (typeof phases)[number];

/** Acts that no message tells of, reported by those who did them. */
export const actKinds = [
  'acute-intoxication',
  'bup-contacted',
  'care-started',
  'consulted',
  'contact-made',
  'death-known',
  'deterioration-plan-available',
  'early-warning-deferred',
  'fault-corrected',
  'follow-up-group-set',
  'gp-check-done',
  'gp-follow-up-needed',
  'gp-informed',
  'individual-plan-needed',
  'individual-plan-notified',
  'joint-plan-called',
  'need-identified',
  'next-contact-named',
  'no-longer-ready',
  'palliative-plan-sent',
  'place-ready',
  'plan-changed',
  'ready-declared',
  'receipt-followed-up',
  'therapy-follow-up-needed',
  'tsb-visit-made',
  'tsb-visit-requested',
  'what-matters-asked',
] as const;
export type ActKind = (typeof actKinds)[number];

/**
 * What is known of a patient or stay, and how it comes to be known: from messages and the directory, or by an act.
 * - `known-services`: municipal nursing has sent or been sent a message about the patient
 * - `nursing-follow-up`: health information went to the municipality in this stay, or it sent an admission report
 * - `phv-tsb`: the unit belongs to mental health care or addiction treatment
 * - `under-18`, `under-23`: the patient's age at the trigger
 * - `palliative-plan`, `deterioration-plan`, `crisis-plan`, `individual-plan`: such a plan has passed for the patient
 * - `services-needed`: the municipality may have to give services
 * - `follow-up-group`: elderly with several illnesses
 */
export const flags = {
  'known-services': 'messages',
  'nursing-follow-up': 'messages',
  'phv-tsb': 'messages',
  'under-18': 'messages',
  'under-23': 'messages',
  'palliative-plan': 'messages',
  'deterioration-plan': 'messages',
  'crisis-plan': 'messages',
  'individual-plan': 'messages',
  'services-needed': { act: 'need-identified' },
  'follow-up-group': { act: 'follow-up-group-set' },
} as const satisfies Readonly<Record<string, 'messages' | { readonly act: ActKind }>>;
export type Flag = keyof typeof flags;

/** Code lists whose values in a message rows may ask for. 8304 (henvisning 1.x) and 8306 (2.0): urgency; 9137, 9140: type of content; 9148: status of a referral. */
export const codeLists = ['8304', '8306', '9137', '9140', '9148'] as const;
export type CodeList = (typeof codeLists)[number];

/** Parts of content that a message must hold to count. `consulted`: it says that a specialist was asked beforehand. */
export const contentBlocks = [
  'medicines',
  'deterioration-plan',
  'palliative-plan',
  'crisis-plan',
  'individual-plan',
  'consulted',
] as const;
export type ContentBlock = (typeof contentBlocks)[number];

/**
 * What becomes of an open case when the world changes. Void is not deleted: its reason and time are kept.
 * - `C` its trigger is cancelled: void
 * - `D` the patient dies: void; `D+` it survives that
 * - `R` the patient is admitted again: the new stay supersedes it
 * - `W` readiness is withdrawn: void, and the next round starts anew
 */
export const changeCodes = ['C', 'D', 'D+', 'R', 'W'] as const;
export type ChangeCode = (typeof changeCodes)[number];

/** L the law was read, N a national standard or guide, S a plan or report of the region, P agency or press, A an assumption. */
export const confidences = ['L', 'N', 'S', 'P', 'A'] as const;
export type Confidence = (typeof confidences)[number];

/**
 * Roles of parties. A party may hold several: a ward of a DPS is `hospital` and `dps`. `nursing` is also the municipal
 * mental health service, which takes its place after psychiatric stays. The last three are relative to a message.
 */
export const handoverRoles = [
  'hospital',
  'dps',
  'tsb',
  'bup',
  'maternity',
  'acute-unit',
  'case-office',
  'nursing',
  'municipal-doctor',
  'gp',
  'legevakt',
  'health-station',
  'therapist',
  'sender',
  'receiver',
  'referrer',
] as const;
export type HandoverRole = (typeof handoverRoles)[number];

/** Roles of a trigger's message, which only triggers by message or receipt have. */
export const relativeRoles: readonly HandoverRole[] = ['sender', 'receiver'];

/** By code of 8663; a longer code is a kind of the shorter. */
const byServiceType: readonly (readonly [code: string, role: HandoverRole])[] = [
  ['KA01', 'gp'],
  ['KX17', 'gp'],
  ['KA02', 'legevakt'],
  ['KD0501', 'case-office'],
  ['KF0105', 'therapist'],
  ['KF0106', 'therapist'],
  ['KF', 'health-station'],
  ['KP01', 'municipal-doctor'],
  ['KP02', 'nursing'],
  ['KP03', 'nursing'],
  ['KR', 'therapist'],
  ['KX05', 'acute-unit'],
];

/** By the first word of the service's name, which is all that a hospital's services have. */
const byServiceName: Readonly<Record<string, HandoverRole>> = {
  DPS: 'dps',
  ACT: 'dps',
  Akutt: 'dps',
  TSB: 'tsb',
  LAR: 'tsb',
  BUP: 'bup',
  Føde: 'maternity',
};

/** The roles that a party holds, by the directory; none for a service that has no part in handovers. */
export const rolesOf = ({ organisation, party }: DirectoryEntry): readonly HandoverRole[] => {
  if (organisation.kind === 'trust') {
    const own = byServiceName[party.serviceName?.split(' ')[0] ?? ''];
    return own === undefined ? ['hospital'] : ['hospital', own];
  }
  const role = byServiceType.find(([code]) => party.serviceType?.startsWith(code))?.[1];
  return role === undefined ? [] : [role];
};
