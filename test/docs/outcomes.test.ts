import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ediErrorCodes } from '../../src/adapters/http/edi-error-codes.ts';
import { readTexts } from '../../src/adapters/seeds/texts.ts';
import { type OutcomeCode, outcomeRow, outcomes } from '../../src/domain/outcome.ts';

const { en } = readTexts(join(import.meta.dirname, '../../seeds/texts'));
const codes = Object.keys(outcomes) as OutcomeCode[];

const page = `# Outcome codes

Made from \`src/domain/outcome.ts\` and \`seeds/texts/en.yaml\` by \`npx vitest run test/docs -u\`; do not edit. A code may be
retired, never reused. Numbers in braces are filled in; they are figures and names of the standard, never content.

| Code | HTTP | \`errorCode\` | AppRec | What, and how to mend it |
|---|---|---|---|---|
${codes
  .map((code) => {
    const { http, appRec = '' } = outcomeRow(code);
    const { title, mend } = en.outcomes[code];
    return `| ${code} | ${http} | ${ediErrorCodes[code]} | ${appRec} | ${title} ${mend} |`;
  })
  .join('\n')}
`;

it('are listed as the catalogue has them', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/outcomes.md');
});

it('have an error number each', () => {
  expect(new Set(Object.values(ediErrorCodes)).size).toBe(codes.length);
});
