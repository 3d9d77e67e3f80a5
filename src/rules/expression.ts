import { fail, ok, type Result } from '../domain/result.ts';
import { compileXPath, type XPath } from '../xml/xpath.ts';

/** Functions of XPath 1.0 that a row may use: all but those that need a DTD or look at xml:lang. */
const functions = new Set(
  (
    'last position count local-name namespace-uri name string concat starts-with contains substring-before ' +
    'substring-after substring string-length normalize-space translate boolean not true false number sum floor ' +
    'ceiling round'
  ).split(' '),
);
/** What may stand before a parenthesis without being a function. */
const beforeParenthesis = new Set(['node', 'text', 'comment', 'and', 'or', 'div', 'mod']);
/** For every node they look at all others: a large document would take quadratic time. */
const slowAxes = new Set(['following', 'preceding', 'following-sibling', 'preceding-sibling']);

const literals = /"[^"]*"|'[^']*'/g;
const prefixes = /([\p{L}_][\p{L}\p{N}._-]*):(?!:)/gu;
const axes = /([a-z-]+)::/g;
const calls = /([\w.-]+)\s*\(/g;

const named = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);

/** The first thing in an expression that a row may not use; undefined when there is none. */
const forbidden = (source: string, namespaces: Readonly<Record<string, string>>): string | undefined => {
  const text = source.replaceAll(literals, "''");
  if (text.includes('$')) return 'variables are not known';
  const prefix = named(text, prefixes).find((name) => !Object.hasOwn(namespaces, name));
  if (prefix !== undefined) return `the prefix ${prefix} is not bound`;
  const axis = named(text, axes).find((name) => slowAxes.has(name));
  if (axis !== undefined) return `the axis ${axis} is too slow for large documents`;
  const call = named(text, calls).find((name) => !functions.has(name) && !beforeParenthesis.has(name));
  return call === undefined ? undefined : `there is no function ${call}`;
};

/**
 * Compiles the XPath of a row, or says why it cannot be used. Names are checked in the text, since libxml2 finds an
 * unknown one only when it comes to it, in the first document that leads there.
 */
export const readExpression = (
  source: string,
  namespaces: Readonly<Record<string, string>>,
): Result<XPath, string> => {
  const reason = forbidden(source, namespaces);
  if (reason !== undefined) return fail(reason);
  const compiled = compileXPath(source, namespaces);
  if (compiled.ok) return ok(compiled.value);
  return fail(
    compiled.fault.reason === 'syntax' ? 'it is not well-formed XPath 1.0' : 'it uses an unknown name',
  );
};

/** As `readExpression`, of one that must select nodes. */
export const readSelection = (
  source: string,
  namespaces: Readonly<Record<string, string>>,
): Result<XPath, string> => {
  const compiled = readExpression(source, namespaces);
  return compiled.ok && compiled.value.kind !== 'nodes' ? fail('it selects no nodes') : compiled;
};
