import { join } from 'node:path';
import { readOrganisations } from '../adapters/seeds/organisations.ts';
import { type Config, maskedConfig, readConfig } from '../config.ts';
import { type Check, fail, ok } from '../doctor/check.ts';
import { checkKeys } from '../doctor/keys.ts';
import { checkDisk, checkPort } from '../doctor/machine.ts';
import { checkQueue } from '../doctor/queue.ts';
import { checkStorage } from '../doctor/storage.ts';
import { loadStandards, seedsDir } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';

/** Schemas, rules, texts and organisations, read as a start reads them. */
const checkStandards = ({ SCHEMA_DIR }: Config): Check => {
  try {
    const { rules } = loadStandards(SCHEMA_DIR);
    const organisations = readOrganisations(join(seedsDir, 'organisations'));
    const schemas = SCHEMA_DIR === undefined ? 'own schemas' : `schemas of ${SCHEMA_DIR}`;
    return ok(
      'standards',
      `${schemas}, ${rules.length} rules and ${organisations.length} organisations load`,
    );
  } catch (error) {
    const found = error instanceof Error ? error.message : 'cannot be loaded';
    return fail('standards', found, 'correct the file named; an untouched one comes back with the release');
  }
};

/** All checks in the order in which a start would meet them. */
const checksOf = async (config: Config): Promise<readonly Check[]> => {
  const { check, keys } = await checkKeys(config);
  const mode = config.DATABASE_URL === undefined ? 'embedded sandbox' : 'PostgreSQL';
  return [
    ok('configuration', `${mode}, role ${config.ROLE}, authentication ${config.AUTH_MODE}`),
    check,
    checkStandards(config),
    ...(await checkStorage(config, keys)),
    ...(await checkQueue(config)),
    await checkDisk(config),
    await checkPort(config),
  ];
};

const labelWidth = 14;
const verdictWidth = 6;

const linesOf = ({ name, verdict, found, todo }: Check): readonly string[] => [
  `${verdict.padEnd(verdictWidth)}${name.padEnd(labelWidth)}${found}`,
  ...(todo === undefined ? [] : [`${' '.repeat(verdictWidth + labelWidth)}→ ${todo}`]),
];

/**
 * Checks configuration, keys, connections and machine, and says what to do. Changes nothing. Exit 0 when nothing
 * failed (warnings do not), 1 when something did, 2 when the configuration is wrong.
 */
export const doctor = async (
  terminal: Terminal,
  options: { readonly json?: boolean } = {},
): Promise<ExitCode> => {
  const print = (check: Check, extra: object = {}): void => {
    const { name, verdict, found, todo = null } = check;
    if (options.json === true) terminal.out(JSON.stringify({ check: name, verdict, found, todo, ...extra }));
    else for (const line of linesOf(check)) terminal.out(line);
  };
  const config = readConfig(terminal.environment);
  if (!config.ok) {
    for (const line of config.fault) print(fail('configuration', line, 'correct the variable and ask again'));
    return 2;
  }
  const settings = maskedConfig(config.value);
  const checks = await checksOf(config.value);
  for (const check of checks) {
    print(check, check.name === 'configuration' ? { settings } : {});
    if (check.name !== 'configuration' || options.json === true) continue;
    for (const [name, value] of Object.entries(settings)) {
      terminal.out(`${' '.repeat(verdictWidth + labelWidth)}${name}=${value}`);
    }
  }
  const count = (verdict: Check['verdict']): number =>
    checks.filter((check) => check.verdict === verdict).length;
  if (options.json !== true) {
    terminal.out(`${count('ok')} ok, ${count('warn')} warnings, ${count('fail')} failed`);
  }
  return count('fail') === 0 ? 0 : 1;
};
