import { type DestinationStream, destination as openDestination, pino, stdTimeFunctions } from 'pino';
import type { Log, LogFields } from '../domain/ports.ts';

type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LogOptions {
  /** What is below it is not written. */
  readonly level: LogLevel;
  /** Takes one JSON line at a time; standard error when left out. */
  readonly destination?: DestinationStream;
}

const removed = '[removed]';
const maxLength = 300;
/** Eleven digits by themselves: the form of a fødselsnummer. Within a UUID they stand after a hyphen. */
const elevenDigits = /(?<![\w-])\d{11}(?![\w-])/g;
const isElevenDigits = (value: number): boolean => Math.abs(value) >= 1e10 && Math.abs(value) < 1e11;

/** Ids and codes are short and hold no markup; what is not like them is not written. */
const safeText = (text: string): string =>
  text.length > maxLength || text.includes('<') ? removed : text.replaceAll(elevenDigits, removed);

const safeValue = (value: unknown): string | number | boolean | null => {
  switch (typeof value) {
    case 'string':
      return safeText(value);
    case 'number':
      return isElevenDigits(value) ? removed : value;
    case 'boolean':
      return value;
    default:
      // The types forbid objects; one that comes all the same may hold anything.
      return value === null ? null : removed;
  }
};

const safeFields = (fields: LogFields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, safeValue(value)]),
  );

/**
 * Structured log, one JSON object a line: level, time, fields, msg. Safe by default: fields are let through by
 * form (short text without markup, numbers, booleans), everything else is written as `[removed]`. Of errors,
 * log `errorFacts(error)`.
 */
export const createLog = ({ level, destination }: LogOptions): Log => {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? openDestination(2),
  );
  const write =
    (name: Exclude<LogLevel, 'silent'>) =>
    (fields: LogFields, message: string): void => {
      if (logger.isLevelEnabled(name)) logger[name](safeFields(fields), safeText(message));
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
};
