import { fail, type Result } from '../domain/result.ts';
import { compileXPath, type XPath } from '../xml/xpath.ts';

type Namespaces = Readonly<Record<string, string>>;

/** Compiles the XPath of a row, or says why it cannot be used. */
export const readExpression = (source: string, namespaces: Namespaces): Result<XPath, string> =>
  compileXPath(source, namespaces);

/** As `readExpression`, of one that must select nodes. */
export const readSelection = (source: string, namespaces: Namespaces): Result<XPath, string> => {
  const compiled = compileXPath(source, namespaces);
  return compiled.ok && compiled.value.kind !== 'nodes' ? fail('it selects no nodes') : compiled;
};
