import { fail, ok, type Result } from '../domain/result.ts';
import { type XmlDocument, XmlElement } from './dom.ts';
import { startSpending } from './xpath/budget.ts';
import { compileExpression } from './xpath/compile.ts';
import { inOrder, parentOf } from './xpath/nodes.ts';
import { Refusal } from './xpath/refusal.ts';
import type { Compiled, Evaluate } from './xpath/values.ts';

/**
 * A checked XPath 1.0 expression, compiled to functions over the elements of dom.ts. The evaluator is our own: a
 * message is judged by a hundred expressions, which took libxml2 longer than reading the message and judging it by
 * its schema did, and it cannot bound what they cost in text read. Tests compare the two.
 */
export type XPath = Compiled & { readonly expression: string };

/** Prefixes that an expression may use, with the namespaces they stand for. */
export type NamespaceMap = Readonly<Record<string, string>>;

/**
 * Checks and compiles an expression. The fault says in a few English words why it can never work; nothing of it
 * depends on a document. Left out of XPath 1.0: variables, the axes that look along siblings or at namespace
 * declarations, processing-instruction(), id(), lang() and name().
 */
export const compileXPath = (expression: string, namespaces: NamespaceMap): Result<XPath, string> => {
  try {
    return ok({ ...compileExpression(expression, namespaces), expression });
  } catch (error) {
    if (error instanceof Refusal) return fail(error.message);
    throw error;
  }
};

const evaluate = <T>(evaluator: Evaluate<T>, at: XmlElement | XmlDocument): T => {
  startSpending();
  return evaluator(at, 1, 1);
};

/** Elements that the expression selects, in document order; of an attribute or text, the element it belongs to. */
export const selectElements = ({ expression, nodes }: XPath, at: XmlElement | XmlDocument): XmlElement[] => {
  if (nodes === undefined) throw new Error(`XPath selects no nodes: ${expression}`);
  const owners = evaluate(nodes.list, at).map((node) => (node instanceof XmlElement ? node : parentOf(node)));
  return inOrder(owners.filter((owner) => owner instanceof XmlElement));
};

/** The expression as XPath's boolean(): true when it selects something, or is true, not 0, not empty. */
export const evaluateBoolean = ({ boolean }: XPath, at: XmlElement | XmlDocument): boolean =>
  evaluate(boolean, at);

/** The expression as XPath's string(): the text of the first node it selects, '' when there is none. */
export const evaluateString = ({ string }: XPath, at: XmlElement | XmlDocument): string =>
  evaluate(string, at);

/** The expression as XPath's number(): NaN when it is none. */
export const evaluateNumber = ({ number }: XPath, at: XmlElement | XmlDocument): number =>
  evaluate(number, at);
