import { herId } from '../domain/ids.ts';
import type { Coded, Ident, Party, PartyUnit, ServiceStatus } from '../domain/message.ts';
import { resolveTimestamp } from '../domain/norwegian-time.ts';
import { attr, child, children, text, type XmlElement } from '../xml/dom.ts';
import type { ContentCode } from './types.ts';

/** The small values that every message is made of. A blank one counts as missing: the XSDs let empty ones pass. */

type Loose<T> = {
  readonly [K in keyof T]: Record<never, never> extends Pick<T, K> ? T[K] | undefined : T[K];
};

/** Leaves out the members that are undefined, so that what a message does not say is absent. */
export const present = <T extends object>(members: Loose<T>): T => {
  // Every value of a message passes here: a loop costs a fifth of what entries and fromEntries do.
  const said: Partial<T> = {};
  for (const name in members) if (members[name] !== undefined) said[name] = members[name];
  return said as T;
};

const filled = (value: string | undefined): string | undefined =>
  value === undefined || value.trim() === '' ? undefined : value;

/** Text of the first child of that name, as it stands. */
export const textIn = (
  parent: XmlElement | undefined,
  namespace: string,
  name: string,
): string | undefined => {
  const found = parent && child(parent, namespace, name);
  return found && filled(text(found));
};

/** V of a CS, CV or TS. It is a token: surrounding blanks do not belong to it. */
export const valueAt = (element: XmlElement | undefined): string | undefined =>
  element && filled(attr(element, 'V'))?.trim();

/** V of the first child of that name. */
export const valueIn = (
  parent: XmlElement | undefined,
  namespace: string,
  name: string,
): string | undefined => parent && valueAt(child(parent, namespace, name));

/** A CS or CV; undefined without V. */
const codedOf = (element: XmlElement | undefined): Coded | undefined => {
  const v = valueAt(element);
  if (element === undefined || v === undefined) return undefined;
  return present<Coded>({
    v,
    dn: filled(attr(element, 'DN')),
    s: filled(attr(element, 'S'))?.trim(),
    ot: filled(attr(element, 'OT')),
  });
};

/** Longer codes are none of the lists that the gateway acts on, and might be somebody's name or number. */
const contentCode = /^[A-Z\d]{1,3}$/;

/** A CS or CV as a value of a code list, told by its number: nothing when it names another list, or has no code. */
export const contentCodeOf = (element: XmlElement | undefined, list: string): readonly ContentCode[] => {
  const coded = codedOf(element);
  if (coded === undefined || !contentCode.test(coded.v)) return [];
  return coded.s === undefined || coded.s.endsWith(`.${list}`) ? [{ list, v: coded.v }] : [];
};

/** The first child of that name as a CS or CV. */
export const codedIn = (parent: XmlElement | undefined, namespace: string, name: string): Coded | undefined =>
  parent && codedOf(child(parent, namespace, name));

/** A heading, which a sender may also name in words alone: its code is then empty. */
export const headingIn = (parent: XmlElement, namespace: string, name: string): Coded | undefined => {
  const coded = codedIn(parent, namespace, name);
  const element = child(parent, namespace, name);
  if (coded !== undefined || element === undefined) return coded;
  const dn = filled(attr(element, 'DN'));
  const ot = filled(attr(element, 'OT'));
  return dn === undefined && ot === undefined ? undefined : present<Coded>({ v: '', dn, s: undefined, ot });
};

/** An identifier; undefined when its number is blank. A type without V is kept as an empty code. */
export const identOf = (id: string | undefined, type: XmlElement | undefined): Ident | undefined => {
  if (id === undefined) return undefined;
  const s = type && filled(attr(type, 'S'))?.trim();
  return { id, type: codedOf(type) ?? present<Coded>({ v: '', s }) };
};

/** All Ident{Id, TypeId} children, in order. */
export const identsIn = (parent: XmlElement, namespace: string): Ident[] =>
  children(parent, namespace, 'Ident').flatMap(
    (ident) => identOf(textIn(ident, namespace, 'Id'), child(ident, namespace, 'TypeId')) ?? [],
  );

const isHer = ({ type }: Ident): boolean => type.v === 'HER';

/**
 * One level of an address: an enterprise, a service or a person. HER-ids come first, the others keep their order.
 * V alone tells a HER-id: its code system may be 8116 or 9051 (HIS 1153-2, HITS 1168:2016).
 */
export const partyUnit = (
  kind: PartyUnit['kind'],
  name: string | undefined,
  idents: readonly Ident[],
  type?: Coded,
): PartyUnit => {
  const her = idents.filter(isHer);
  return present<PartyUnit>({
    kind,
    name: name ?? '',
    idents: [...her, ...idents.filter((ident) => !isHer(ident))],
    herId: her.map(({ id }) => herId(id)).find((id) => id !== undefined),
    type,
  });
};

/** Enterprise of a party that names none: a person who stands alone in a receiver. */
export const noEnterprise: PartyUnit = { kind: 'organisation', name: '', idents: [] };

/** True when one of a party's levels has an identifier: only then can it be answered. */
export const isIdentified = ({ enterprise, unit }: Party): boolean =>
  enterprise.idents.length > 0 || (unit?.idents.length ?? 0) > 0;

/** YYYY-MM-DD of a date or dateTime, without its zone. */
export const dayOf = (value: string | undefined): string | undefined =>
  /^\d{4}-\d{2}-\d{2}/.exec(value?.trim() ?? '')?.[0];

/**
 * GenDate as received and as an instant: a dateTime, or the start of the day or month where TS allows one (and where
 * a sender writes one all the same). Undefined for what is no date.
 */
export const genDateOf = (
  value: string,
): { readonly genDate: string; readonly genInstant: Date } | undefined => {
  const genInstant = resolveTimestamp(value);
  return genInstant && { genDate: value.trim(), genInstant };
};

const statuses: Readonly<Record<string, ServiceStatus>> = {
  N: 'N',
  M: 'M',
  C: 'C',
  // HIS 80704:2014 had O for updates before HISD 1154:2018 barred it.
  O: 'M',
};

/** 7309 as the three that may be used; undefined for any other code. */
export const serviceStatusOf = (code: string | undefined): ServiceStatus | undefined =>
  code === undefined || !Object.hasOwn(statuses, code) ? undefined : statuses[code];
