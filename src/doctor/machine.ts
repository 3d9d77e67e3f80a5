import { access, constants, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { osloOffsetMinutes } from '../domain/norwegian-time.ts';
import { listenFault } from '../free-port.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** Checks of the machine the gateway runs on: disk, port, time zone data. */

const gigabyte = 1024 ** 3;
const warnBelow = 2 * gigabyte;
const failBelow = 200 * 1024 ** 2;

/** The folder itself, or the nearest above it that exists. */
const existing = async (folder: string): Promise<string> => {
  let at = resolve(folder);
  for (;;) {
    const isThere = await access(at).then(
      () => true,
      () => false,
    );
    if (isThere || dirname(at) === at) return at;
    at = dirname(at);
  }
};

const sizeText = (bytes: number): string =>
  bytes >= gigabyte ? `${(bytes / gigabyte).toFixed(1)} GB` : `${Math.floor(bytes / 1024 ** 2)} MB`;

/** Free disk, `free` in bytes, for a folder that is shown as it is named. */
export const judgeDisk = (free: number, folder: string): Check => {
  const found = `${sizeText(free)} free for ${folder}`;
  const todo = `free space there; below ${sizeText(failBelow)} nothing can be accepted for long`;
  if (free < failBelow) return fail('disk', found, todo);
  return free < warnBelow ? warn('disk', found, todo) : ok('disk', found);
};

/** Free disk where data goes: DATA_DIR of the embedded database, else the working directory. */
export const checkDisk = async ({ DATABASE_URL, DATA_DIR }: Config): Promise<Check> => {
  const folder = DATABASE_URL === undefined ? DATA_DIR : '.';
  const at = await existing(folder);
  const { bavail, bsize } = await statfs(at);
  const isWritable = await access(at, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (DATABASE_URL === undefined && !isWritable) {
    return fail(
      'disk',
      `${at} cannot be written to`,
      'give this user the folder, or set DATA_DIR to another',
    );
  }
  return judgeDisk(bavail * bsize, folder);
};

const answerMs = 1_500;

/** True when a gateway, not some other program, has the port. */
const isGateway = async (host: string, port: number): Promise<boolean> => {
  try {
    const name = host.includes(':') ? `[${host}]` : host;
    const answer = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(answerMs) });
    return (await answer.text()).includes('"status":"ok"');
  } catch {
    return false;
  }
};

/** Whether the gateway can listen, or does already. */
export const checkPort = async ({ HOST, PORT }: Config): Promise<Check> => {
  if (PORT === 0) return ok('port', `any free port of ${HOST}`);
  const where = `${HOST}:${PORT}`;
  const code = await listenFault(PORT, HOST);
  if (code === undefined) return ok('port', `${where} is free`);
  if (code === 'EADDRINUSE') {
    return (await isGateway(HOST, PORT))
      ? ok('port', `${where} is taken by a gateway that answers`)
      : fail('port', `${where} is taken by another program`, 'stop it, or set PORT to another');
  }
  const todo =
    code === 'EACCES'
      ? 'take a PORT above 1023, or give the process the right to this one'
      : 'correct HOST and PORT';
  return fail('port', `cannot listen on ${where} (${code})`, todo);
};

/** Time zone data of Europe/Oslo in this process, against the law's own rule, in winter and summer. */
export const hasOsloTime = (): boolean =>
  ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z'].every((text) => {
    const instant = new Date(text);
    const hour = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Oslo',
      hour: '2-digit',
      hour12: false,
    }).format(instant);
    return Number(hour) === 12 + osloOffsetMinutes(instant) / 60;
  });
