import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ediErrorCodes } from '../../src/adapters/http/edi-error-codes.ts';
import { readTexts } from '../../src/adapters/seeds/texts.ts';
import type { AppRecVersion } from '../../src/domain/app-rec.ts';
import { type AppRecErrorCode, appRecCode, appRecCodes } from '../../src/domain/app-rec-codes.ts';
import { type OutcomeCode, outcomeRow, outcomes } from '../../src/domain/outcome.ts';

const { en } = readTexts(join(import.meta.dirname, '../../seeds/texts'));
const codes = Object.keys(outcomes) as OutcomeCode[];
const appRecErrorCodes = Object.keys(appRecCodes) as AppRecErrorCode[];

const page = `# Outcome codes

Made from \`src/domain/outcome.ts\`, \`src/domain/app-rec-codes.ts\` and \`seeds/texts/en.yaml\` by
\`npx vitest run test/docs -u\`; do not edit. A code may be retired, never reused. Numbers in braces are filled in; they
are figures and names of the standard, never content.

| Code | HTTP | \`errorCode\` | AppRec | What, and how to mend it |
|---|---|---|---|---|
${codes
  .map((code) => {
    const { http, appRec = '' } = outcomeRow(code);
    const { title, mend } = en.outcomes[code];
    return `| ${code} | ${http} | ${ediErrorCodes[code]} | ${appRec} | ${title} ${mend} |`;
  })
  .join('\n')}

## Error codes of an AppRec (8221)

Given by: \`gateway\`, here and by receivers · \`table\`, the decision table has it, but for a fact that this gateway is
not told (signatures and patient records are the receiver's own; what is not XML names nobody to answer) · \`receiver\`,
by receivers only · \`nobody\`, withdrawn.
A verdict over the API may have the codes that its version has; general codes need an explanation (OT), and codes marked
¹ a process that documents them, those marked ² also that nothing else tells who the patient is. A receiver's own AppRec
is taken and shown as it is.

| Code | 1.0 | 1.1 | Given by | When | What the sender can do |
|---|---|---|---|---|---|
${appRecErrorCodes
  .map((code) => {
    const { versions, givenBy, situation, details, onlyIf } = appRecCode(code);
    const has = (version: AppRecVersion) => (versions.includes(version) ? 'yes' : '');
    const mark = onlyIf === undefined ? '' : onlyIf === 'process' ? '¹' : '²';
    const needs = details === 'required' ? ' (with OT)' : '';
    const { mend } = en.appRecErrors[code];
    return `| ${code}${mark} | ${has('1.0')} | ${has('1.1')} | ${givenBy} | ${situation}${needs} | ${mend} |`;
  })
  .join('\n')}
`;

it('are listed as the catalogue has them', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/outcomes.md');
});

it('have an error number each', () => {
  expect(new Set(Object.values(ediErrorCodes)).size).toBe(codes.length);
});
