import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpSettings } from './settings.ts';

export interface HttpServer {
  /** Starts listening; port 0 takes a free one. Resolves to the address, rejects when it cannot be had. */
  listen(port: number, host: string): Promise<string>;
  /** Takes no new requests, lets those under way end, and at last (`stopMs`) cuts off what has not. */
  stop(): Promise<void>;
}

type ServerSettings = Pick<
  HttpSettings,
  'requestTimeoutMs' | 'headersTimeoutMs' | 'keepAliveMs' | 'maxHeaderBytes' | 'maxConnections' | 'stopMs'
>;

/** An HTTP/1.1 server with limits on time, headers and connections. */
export const createHttpServer = (app: RequestListener, settings: ServerSettings): HttpServer => {
  const server = createServer({
    requestTimeout: settings.requestTimeoutMs,
    headersTimeout: Math.min(settings.headersTimeoutMs, settings.requestTimeoutMs),
    keepAliveTimeout: settings.keepAliveMs,
    maxHeaderSize: settings.maxHeaderBytes,
    connectionsCheckingInterval: Math.min(5_000, settings.headersTimeoutMs),
  });
  server.maxConnections = settings.maxConnections;
  const underWay = new Set<ServerResponse>();
  let stopping: Promise<void> | undefined;
  const serve: RequestListener = (req, res) => {
    underWay.add(res);
    res.once('close', () => {
      underWay.delete(res);
      // Its connection is idle now, and would be kept for the next request.
      if (stopping !== undefined) setImmediate(() => server.closeIdleConnections());
    });
    if (stopping !== undefined) res.setHeader('Connection', 'close');
    app(req, res);
  };
  server.on('request', serve);
  // The app says "continue" itself, when it wants the body.
  server.on('checkContinue', serve);

  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const res of underWay) if (!res.headersSent) res.setHeader('Connection', 'close');
    const limit = setTimeout(() => server.closeAllConnections(), settings.stopMs);
    await closed;
    clearTimeout(limit);
  };
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          const { address, family, port: taken } = server.address() as AddressInfo;
          resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`);
        });
      }),
    stop() {
      stopping ??= close();
      return stopping;
    },
  };
};
