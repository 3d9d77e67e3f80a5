/**
 * Who may do what, in one table (hpl § 21 and § 29 a, pasientjournalloven § 22, pasientjournalforskriften § 13). Persons
 * have one of the first six roles; `record-system` is a machine that sends and fetches an enterprise's messages.
 */
export const roles = [
  'board-member',
  'message-officer',
  'clinical-reader',
  'administrator',
  'operator',
  'auditor',
  'record-system',
] as const;
export type Role = (typeof roles)[number];

/** What is asked of the gateway; every address of the API has one of them. */
export const permissions = [
  /** To be told who one is, and what one may. */
  'me',
  /** Figures that anybody of the county's cooperation may see: small numbers are left out. */
  'figures.published',
  /** An enterprise's own figures as they are (hpl § 29 a). */
  'figures.own',
  'handovers.read',
  'handovers.act',
  'alerts.read',
  'alerts.act',
  'messages.search',
  'messages.trace',
  'messages.resend',
  /** What a message says of the patient. */
  'messages.content',
  'rules.read',
  'rules.decide',
  'rules.replay',
  'report.read',
  'report.comment',
  'report.freeze',
  'actors.read',
  /** How each is reached, and when it was last heard from. */
  'actors.technical',
  'operations.read',
  'operations.act',
  'access-log.read',
  /** The message service of record systems, under /Messages. */
  'edi',
  'validate',
] as const;
export type Permission = (typeof permissions)[number];

/** Of whose: everybody's, or only of enterprises that the caller acts for. */
export type Scope = 'all' | 'own';

type Row = Readonly<Partial<Record<Permission, Scope>>>;

const table: Readonly<Record<Role, Row>> = {
  // A board across organisations is no management of any: aggregates, never a case, a handover or a message.
  'board-member': {
    me: 'all',
    'figures.published': 'all',
    'rules.read': 'all',
    'rules.decide': 'all',
    'report.read': 'all',
    'report.comment': 'all',
    'report.freeze': 'all',
    'actors.read': 'all',
  },
  'message-officer': {
    me: 'all',
    'figures.published': 'all',
    'figures.own': 'own',
    'handovers.read': 'own',
    'handovers.act': 'own',
    'alerts.read': 'own',
    'alerts.act': 'own',
    'messages.search': 'own',
    'messages.trace': 'own',
    'messages.resend': 'own',
    'rules.read': 'all',
    'rules.replay': 'own',
    'report.read': 'all',
    'actors.read': 'all',
    'actors.technical': 'own',
    validate: 'all',
  },
  'clinical-reader': {
    me: 'all',
    'figures.published': 'all',
    'handovers.read': 'own',
    'handovers.act': 'own',
    'alerts.read': 'own',
    'messages.search': 'own',
    'messages.trace': 'own',
    'messages.content': 'own',
    'rules.read': 'all',
    'report.read': 'all',
    'actors.read': 'all',
    validate: 'all',
  },
  // Trying a draft shows cases, so it is for those who may see them.
  administrator: {
    me: 'all',
    'figures.published': 'all',
    'rules.read': 'all',
    'rules.decide': 'all',
    'report.read': 'all',
    'report.freeze': 'all',
    'actors.read': 'all',
    'actors.technical': 'all',
    validate: 'all',
  },
  // Everything that is technical; which patient, or what pathway, is not.
  operator: {
    me: 'all',
    'figures.published': 'all',
    'messages.search': 'all',
    'messages.trace': 'all',
    'messages.resend': 'all',
    'rules.read': 'all',
    'actors.read': 'all',
    'actors.technical': 'all',
    'operations.read': 'all',
    'operations.act': 'all',
    validate: 'all',
  },
  auditor: { me: 'all', 'rules.read': 'all', 'report.read': 'all', 'access-log.read': 'all' },
  'record-system': {
    me: 'all',
    'handovers.read': 'own',
    'handovers.act': 'own',
    'alerts.read': 'own',
    'alerts.act': 'own',
    'messages.search': 'own',
    'messages.trace': 'own',
    'rules.read': 'all',
    'rules.replay': 'own',
    'actors.read': 'all',
    edi: 'own',
    validate: 'all',
  },
};

/** Of whose a role may do something; undefined: it may not at all. */
export const scopeOf = (role: Role, permission: Permission): Scope | undefined => table[role][permission];

/** The roles that may do something, in the table's order. */
export const rolesWith = (permission: Permission): readonly Role[] =>
  roles.filter((role) => scopeOf(role, permission) !== undefined);

/** What a role may do, and of whose. */
export const permissionsOf = (role: Role): Row => table[role];

/** The role of a name; undefined for what is none. */
export const readRole = (name: string): Role | undefined => roles.find((role) => role === name);
