/** What is wrong with a coded value, judged by what its element may hold (HISD 1165:2016, AT S12 to S15). */
import {
  type CodeBinding,
  type CodeStanding,
  type CodeSystems,
  lookUpAmong,
  lookUpCode,
  maySay,
  namesAnotherCode,
} from './code-system.ts';

/** A coded value as it stands: V, S, DN, OT. */
export interface CodedText {
  readonly v?: string | undefined;
  readonly s?: string | undefined;
  readonly dn?: string | undefined;
  readonly ot?: string | undefined;
}

export type CodeFault =
  /** CS: V is in none of its lists. */
  | 'unknown-in-field'
  /** CV: S is none that the element may name. */
  | 'system-unexpected'
  /** CV: V is not in the system that S names. */
  | 'unknown-in-system'
  | 'retired'
  /** DN is the name of another code than V. */
  | 'name-differs'
  /** CV with a code, or with a text where systems are laid down, but no S. */
  | 'system-missing'
  | 'name-missing'
  /** CV with both V and OT. */
  | 'text-beside-code';

/** What a value is judged by. */
export interface CodeContext {
  readonly systems: CodeSystems;
  /** Retired codes that the version of the message still has, as `OID code`. */
  readonly keeps: ReadonlySet<string>;
  /** The message's own day, YYYY-MM-DD. */
  readonly day: string;
}

const noFaults: readonly CodeFault[] = [];
const unnamed: readonly CodeFault[] = ['name-missing'];
const both: readonly CodeFault[] = ['text-beside-code'];
const filled = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';
const oid = /^\d+(\.\d+)*$/;

/** Faults that the standing of a code brings, and a name that is another code's. */
const faultsOf = (
  { v, dn }: { readonly v: string; readonly dn?: string | undefined },
  oids: readonly string[],
  standing: CodeStanding,
  context: CodeContext,
): readonly CodeFault[] => {
  const isKept = (system: string): boolean => context.keeps.has(`${system} ${v.trim()}`);
  const over: readonly CodeFault[] =
    standing.kind === 'retired' && !oids.some(isKept) ? ['retired'] : noFaults;
  const isMisnamed = (system: string): boolean => {
    const known = context.systems.get(system);
    return known !== undefined && filled(dn) && namesAnotherCode(known, v, dn);
  };
  return oids.some(isMisnamed) ? [...over, 'name-differs'] : over;
};

const faultsOfCs = (
  { v, dn }: CodedText,
  systems: readonly string[],
  context: CodeContext,
): readonly CodeFault[] => {
  if (!filled(v)) return noFaults;
  const standing = lookUpAmong(context.systems, systems, v, context.day);
  return standing.kind === 'unknown' ? ['unknown-in-field'] : faultsOf({ v, dn }, systems, standing, context);
};

const faultsOfCv = (
  { v, s, dn, ot }: CodedText,
  binding: Extract<CodeBinding, { kind: 'cv' }>,
  context: CodeContext,
): readonly CodeFault[] => {
  // A text names the system it has no code in; where no system is laid down there is none to name.
  const needsSystem = filled(v) || (filled(ot) && binding.systems !== 'any');
  if (!filled(s)) return needsSystem ? ['system-missing'] : noFaults;
  const system = s.trim();
  // What is no OID at all is another fault, and told of once.
  if (!oid.test(system)) return noFaults;
  if (!maySay(binding, system)) return ['system-unexpected'];
  if (!filled(v)) return noFaults;
  const standing = lookUpCode(context.systems, system, v, context.day);
  return standing.kind === 'unknown'
    ? ['unknown-in-system']
    : faultsOf({ v, dn }, [system], standing, context);
};

/** Everything wrong with a coded value. A value without V and OT is not judged here: that it is empty is its only fault. */
export const codeFaults = (
  value: CodedText,
  binding: CodeBinding,
  context: CodeContext,
): readonly CodeFault[] => {
  if (binding.kind === 'value') return noFaults;
  const isCs = binding.kind === 'cs';
  const others = isCs ? faultsOfCs(value, binding.systems, context) : faultsOfCv(value, binding, context);
  if (!filled(value.v)) return others;
  const isUnnamed = !filled(value.dn);
  const hasBoth = !isCs && filled(value.ot);
  // Thousands of values have no fault: no list is made for those.
  if (!isUnnamed && !hasBoth) return others;
  return [...(isUnnamed ? unnamed : noFaults), ...(hasBoth ? both : noFaults), ...others];
};
