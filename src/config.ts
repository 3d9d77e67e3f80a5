import { z } from 'zod';
import { parseKeyRing } from './adapters/crypto/key-ring.ts';
import { parsePseudonymKey } from './adapters/crypto/pseudonym.ts';
import { readMailFrom, readSmtpUrl } from './adapters/transports/email/settings.ts';
import { createSecrets } from './adapters/transports/secrets.ts';
import { fail, ok, type Result } from './domain/result.ts';

/** Variables in the environment, or whatever stands for them in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

const integer = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .pipe(z.number().int().min(least).max(most))
    .prefault(String(fallback));

const url = (protocols: RegExp) => z.url({ protocol: protocols }).optional();
const flag = z
  .enum(['true', 'false'])
  .prefault('false')
  .transform((value) => value === 'true');

/** A check that answers with one sentence when the value is wrong. */
const checked = (check: (text: string) => Result<unknown, string>) =>
  z.string().superRefine((text, context) => {
    const read = check(text);
    if (!read.ok) context.addIssue({ code: 'custom', message: read.fault });
  });

/** The one schema over the environment; every setting of the gateway stands here and nowhere else. */
const schema = z.object({
  PORT: integer(0, 65_535, 8080),
  HOST: z.string().min(1).prefault('127.0.0.1'),
  ROLE: z.enum(['all', 'api', 'worker']).prefault('all'),
  DATABASE_URL: url(/^postgres(ql)?$/),
  REDIS_URL: url(/^rediss?$/),
  DATA_DIR: z.string().min(1).prefault('./data'),
  AUTH_MODE: z.enum(['none', 'helseid']).prefault('none'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).prefault('info'),
  PAYLOAD_KEYS: checked(parseKeyRing).optional(),
  PSEUDONYM_KEY: checked(parsePseudonymKey).optional(),
  HELSEID_ISSUER: z.url({ protocol: /^https$/ }).prefault('https://helseid-sts.nhn.no'),
  HELSEID_JWKS_URL: url(/^https$/),
  PUBLIC_BASE_URL: url(/^https?$/),
  TRUST_PROXY: flag,
  SCHEMA_DIR: z.string().min(1).optional(),
  EXPECTATIONS_FILE: z.string().min(1).optional(),
  ERROR_KEYS: z.enum(['camel', 'pascal']).prefault('camel'),
  METRICS_TOKEN: z.string().min(16).optional(),
  PERSIST_HOURS: integer(1, 24 * 30, 72),
  RECEIPT_HOURS: integer(1, 24 * 30, 96),
  PARK_HOURS: integer(1, 24 * 30, 24),
  SWEEP_SECONDS: integer(1, 3_600, 15),
  STUCK_SECONDS: integer(1, 3_600, 30),
  JOB_LOCK_SECONDS: integer(1, 600, 15),
  DATABASE_POOL: integer(2, 200, 20),
  SMTP_URL: checked(readSmtpUrl).optional(),
  MAIL_FROM: checked(readMailFrom).optional(),
});

type Settings = z.infer<typeof schema>;

/** The settings of one process, checked, with the environment they came from for what partners' secrets are named by. */
export interface Config extends Settings {
  readonly environment: Environment;
}

/** A right example of each setting that can be wrong. */
const examples: Readonly<Record<keyof Settings, string>> = {
  PORT: '8080',
  HOST: '127.0.0.1',
  ROLE: 'all',
  DATABASE_URL: 'postgres://overgang@localhost:5432/overgang',
  REDIS_URL: 'redis://localhost:6379',
  DATA_DIR: './data',
  AUTH_MODE: 'helseid',
  LOG_LEVEL: 'info',
  PAYLOAD_KEYS: 'k1:<base64 of 32 random bytes>',
  PSEUDONYM_KEY: '<base64 of 32 random bytes>',
  HELSEID_ISSUER: 'https://helseid-sts.nhn.no',
  HELSEID_JWKS_URL: 'https://helseid-sts.nhn.no/.well-known/openid-configuration/jwks',
  PUBLIC_BASE_URL: 'https://overgang.example.no',
  TRUST_PROXY: 'true',
  SCHEMA_DIR: './official-schemas',
  EXPECTATIONS_FILE: './board.yaml',
  ERROR_KEYS: 'camel',
  METRICS_TOKEN: '<16 characters or more>',
  PERSIST_HOURS: '72',
  RECEIPT_HOURS: '96',
  PARK_HOURS: '24',
  SWEEP_SECONDS: '15',
  STUCK_SECONDS: '30',
  JOB_LOCK_SECONDS: '15',
  DATABASE_POOL: '20',
  SMTP_URL: 'smtps://overgang:<password>@smtp.example.no:465',
  MAIL_FROM: 'Overgang <overgang@example.no>',
};

/** Settings that no print may show. */
const secrets: ReadonlySet<string> = new Set(['PAYLOAD_KEYS', 'PSEUDONYM_KEY', 'METRICS_TOKEN']);

const isLoopback = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host);

const line = (name: keyof Settings, problem: string): string =>
  `${name}: ${problem}. A right example: ${name}=${examples[name]}`;

/** What two settings together make wrong. */
const conflicts = (settings: Settings): readonly string[] => [
  ...(settings.AUTH_MODE === 'none' && !isLoopback(settings.HOST)
    ? [line('AUTH_MODE', `none is allowed only on a loopback HOST, and HOST is ${settings.HOST}`)]
    : []),
  ...(settings.AUTH_MODE === 'none' && (settings.TRUST_PROXY || settings.PUBLIC_BASE_URL !== undefined)
    ? [line('AUTH_MODE', 'none is for this machine alone, and TRUST_PROXY or PUBLIC_BASE_URL lets others in')]
    : []),
  ...(settings.AUTH_MODE === 'helseid' && settings.PUBLIC_BASE_URL?.startsWith('http:') === true
    ? [line('PUBLIC_BASE_URL', 'must be https with AUTH_MODE=helseid')]
    : []),
  ...(settings.PARK_HOURS >= settings.PERSIST_HOURS
    ? [line('PARK_HOURS', `must be less than PERSIST_HOURS, which is ${settings.PERSIST_HOURS}`)]
    : []),
  ...(settings.AUTH_MODE === 'helseid' && settings.PUBLIC_BASE_URL === undefined
    ? [line('PUBLIC_BASE_URL', 'must be set with AUTH_MODE=helseid: clients prove which address they called')]
    : []),
  ...(settings.DATABASE_URL !== undefined && settings.PAYLOAD_KEYS === undefined
    ? [
        line(
          'PAYLOAD_KEYS',
          'must be set with DATABASE_URL: keys are made by themselves only in the embedded sandbox',
        ),
      ]
    : []),
  ...(settings.DATABASE_URL !== undefined && settings.PSEUDONYM_KEY === undefined
    ? [line('PSEUDONYM_KEY', 'must be set with DATABASE_URL')]
    : []),
  ...(settings.SMTP_URL !== undefined && settings.MAIL_FROM === undefined
    ? [line('MAIL_FROM', 'must be set with SMTP_URL: it is whom alerts by e-mail come from')]
    : []),
  ...(settings.DATABASE_URL === undefined && settings.REDIS_URL !== undefined
    ? [line('DATABASE_URL', 'must be set with REDIS_URL: the embedded database serves one process')]
    : []),
  ...(settings.DATABASE_URL === undefined && settings.ROLE !== 'all'
    ? [
        line(
          'DATABASE_URL',
          `must be set with ROLE=${settings.ROLE}: the embedded database serves one process`,
        ),
      ]
    : []),
];

/** Reads the settings; a fault is one line per wrong setting: its name, what is wrong, a right example. Never a value of a secret. */
export const readConfig = (environment: Environment): Result<Config, readonly string[]> => {
  // An empty variable is one that is not set: compose files pass them on so.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = schema.safeParse(given);
  if (!read.success) {
    const names = new Set(read.error.issues.map((issue) => issue.path[0] as keyof Settings));
    return fail(
      [...names].map((name) => {
        const issue = read.error.issues.find(({ path }) => path[0] === name);
        return line(name, issue?.message ?? 'is wrong');
      }),
    );
  }
  const partners = createSecrets(environment);
  const wrong = [...conflicts(read.data), ...(partners.ok ? [] : [partners.fault])];
  return wrong.length === 0 ? ok({ ...read.data, environment }) : fail(wrong);
};

/** An address with what is secret in it masked; any other text as it is. */
const withoutPassword = (text: string): string => {
  const parsed = URL.parse(text);
  const named = [...(parsed?.searchParams.keys() ?? [])].filter((name) => /pass|key|secret/i.test(name));
  if (parsed === null || (parsed.password === '' && named.length === 0)) return text;
  if (parsed.password !== '') parsed.password = '***';
  for (const name of named) parsed.searchParams.set(name, '***');
  return parsed.href;
};

/** The settings as they may be printed: secrets masked, passwords in addresses too, partners' secrets left out. */
export const maskedConfig = ({ environment: _, ...settings }: Config): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, secrets.has(name) ? '***' : withoutPassword(String(value))]),
  );
