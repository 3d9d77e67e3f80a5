import { once } from 'node:events';
import { createServer } from 'node:net';

const tries = 50;
const highest = 65_535;

/** Why one cannot listen there now, as the system's error code (`EADDRINUSE` and such); undefined when one can. */
export const listenFault = async (port: number, host: string): Promise<string | undefined> => {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
};

/** `wanted`, or the next port after it that is free; 0 (any) stays 0. Undefined when fifty in a row are not. */
export const freePort = async (wanted: number, host: string): Promise<number | undefined> => {
  if (wanted === 0) return 0;
  for (let port = wanted; port < Math.min(wanted + tries, highest + 1); port += 1) {
    if ((await listenFault(port, host)) === undefined) return port;
  }
  return undefined;
};
