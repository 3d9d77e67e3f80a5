import { z } from 'zod';
import { type CodeContext, type CodeFault, codeFaults } from '../domain/code-fault.ts';
import { bindingFinder, type CodeBinding, type CodeBindings, type CodeBook } from '../domain/code-system.ts';
import { formatOslo } from '../domain/norwegian-time.ts';
import { parent, type XmlElement } from '../xml/dom.ts';
import { type Check, check } from './check.ts';
import type { RuleInput, RuleType } from './input.ts';
import { survey, type Value } from './survey.ts';

/** Elements by what is wrong with their codes, in document order. */
type FaultyElements = ReadonlyMap<CodeFault, readonly XmlElement[]>;
type Finder = (element: XmlElement) => CodeBinding | undefined;

const finder = (bindings: CodeBindings | undefined): Finder => {
  if (bindings === undefined) return () => undefined;
  const find = bindingFinder(bindings);
  return (element) =>
    find(element.name, () => {
      const above = parent(element);
      return [above?.name, above && parent(above)?.name];
    });
};

/** The namespaces of a MsgHead: outside its payload there may be other documents, which are not judged. */
const headNamespaces: readonly string[] = [
  'http://www.kith.no/xmlstds/msghead/2006-05-24',
  'http://www.kith.no/xmlstds/felleskomponent1',
];

/** Codes that are kept of one binding: the lists in use are short, and a free one must not grow for ever. */
const mostRemembered = 2_000;

/**
 * Judges as `codeFaults` does, and remembers: the same few codes come in nearly every message. What has a text of its
 * own (OT) is judged anew each time, for it may be about the patient.
 */
const remembering = (): typeof codeFaults => {
  const byBinding = new Map<CodeBinding, Map<string, readonly CodeFault[]>>();
  return (value, binding, context) => {
    if (binding.kind === 'value' || value.ot !== undefined) return codeFaults(value, binding, context);
    const key = `${context.day}\n${value.v}\n${value.s}\n${value.dn}`;
    const ofBinding = byBinding.get(binding) ?? new Map<string, readonly CodeFault[]>();
    const known = ofBinding.get(key);
    if (known !== undefined) return known;
    const faults = codeFaults(value, binding, context);
    // Days pass, so a full one begins anew.
    if (ofBinding.size >= mostRemembered) ofBinding.clear();
    byBinding.set(binding, ofBinding.set(key, faults));
    return faults;
  };
};

const sortByFault = (
  values: readonly Value[],
  bindingOf: (value: Value) => CodeBinding | undefined,
  judge: typeof codeFaults,
  context: CodeContext,
): FaultyElements => {
  const found = new Map<CodeFault, XmlElement[]>();
  for (const value of values) {
    const binding = bindingOf(value);
    if (binding === undefined) continue;
    for (const fault of judge(value, binding, context)) {
      const others = found.get(fault);
      if (others === undefined) found.set(fault, [value.element]);
      else others.push(value.element);
    }
  }
  return found;
};

/** Judges all codes of a message at once, on the day it was made; kept for as long as its document is. */
const judgement = (
  type: RuleType,
  { systems, bindings }: CodeBook,
): ((input: RuleInput) => FaultyElements) => {
  const ofType = bindings(type.standard, type.version);
  const inPayload = finder(ofType);
  const inHead = finder(bindings('msghead', '1.2'));
  const keeps = ofType?.keeps ?? new Set<string>();
  const bindingOf = (value: Value): CodeBinding | undefined => {
    if (value.inPayload) return inPayload(value.element);
    return headNamespaces.includes(value.element.namespace) ? inHead(value.element) : undefined;
  };
  const judge = remembering();
  return ({ payload, envelope }) =>
    payload.document.once(bindingOf, () => {
      const day = formatOslo(envelope.genInstant).slice(0, 10);
      return sortByFault(survey(payload).values, bindingOf, judge, { systems, keeps, day });
    });
};

const judgements = new WeakMap<CodeBook, Map<string, (input: RuleInput) => FaultyElements>>();

/** One judgement for all rules of a type, so that a message is looked through once. */
const judgementOf = (type: RuleType, book: CodeBook): ((input: RuleInput) => FaultyElements) => {
  const ofBook = judgements.get(book) ?? new Map<string, (input: RuleInput) => FaultyElements>();
  judgements.set(book, ofBook);
  const known = ofBook.get(type.key) ?? judgement(type, book);
  ofBook.set(type.key, known);
  return known;
};

const none = z.strictObject({});
const nowhere: readonly XmlElement[] = [];

/** A check that finds the elements whose codes have the fault. */
const without = (fault: CodeFault): Check => ({
  bind: (params, bound) => {
    const judge = judgementOf(bound.type, bound.reference.codes);
    return check(none, (input) => judge(input).get(fault) ?? nowhere).bind(params, bound);
  },
});

/** Checks of coded values against the code systems, by the name that rows use. */
export const codeChecks = {
  'cs-codes-known': without('unknown-in-field'),
  'cv-systems-expected': without('system-unexpected'),
  'cv-codes-known': without('unknown-in-system'),
  'codes-current': without('retired'),
  'code-names-agree': without('name-differs'),
  'code-systems-given': without('system-missing'),
  'code-names-given': without('name-missing'),
  'code-or-text': without('text-beside-code'),
} as const satisfies Readonly<Record<string, Check>>;
