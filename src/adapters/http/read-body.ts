import { fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Call } from './endpoint.ts';
import type { RequestFault } from './request-fault.ts';

/** The client went away before its request was whole: there is nobody to answer. */
export class ClientGone extends Error {
  constructor() {
    super('client gone');
    this.name = 'ClientGone';
  }
}

const retrySeconds = 5;
const busy = (): RequestFault => fault('too-many-requests', { seconds: retrySeconds });

/** Media type of the body, lower case, without parameters; undefined when the request does not say. */
export const mediaType = ({ req }: Call): string | undefined =>
  req.get('content-type')?.split(';')[0]?.trim().toLowerCase();

/**
 * Reads a body whole, bytes as sent, at most `limit` of them; what is over is not kept, and not waited for. The
 * memory it takes counts against the budget until the request has been answered. Throws ClientGone.
 */
export const readBody = async (call: Call, limit: number): Promise<Result<Buffer, RequestFault>> => {
  const { req, res, http } = call;
  const encoding = req.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') return fail(fault('content-encoding-unsupported'));
  const declared = Number(req.get('content-length') ?? 0);
  if (declared > limit) return fail(fault('body-too-large', { limit }));
  const hold = http.budget.take(declared);
  if (hold === undefined) return fail(busy());
  res.once('close', hold.release);
  if (req.get('expect')?.toLowerCase() === '100-continue') res.writeContinue();
  const body = await collect(call, declared, limit, hold.grow);
  if (!body.ok) return body;
  return body.value.length === 0 ? fail(fault('body-missing')) : body;
};

const collect = (
  { req }: Call,
  declared: number,
  limit: number,
  grow: (bytes: number) => boolean,
): Promise<Result<Buffer, RequestFault>> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    // Filled in place when the length is known: chunks and their sum together would be twice the memory.
    const whole = declared > 0 ? Buffer.allocUnsafeSlow(declared) : undefined;
    let length = 0;
    const stop = (): void => {
      req.off('data', take);
      req.off('end', end);
      req.off('close', gone);
      req.off('error', gone);
    };
    const refuse = (why: RequestFault): void => {
      stop();
      // The rest is read and forgotten, so that the client sees its answer; the server's time limit ends it.
      req.on('error', () => undefined);
      req.resume();
      resolve(fail(why));
    };
    const take = (chunk: Buffer): void => {
      const at = length;
      length += chunk.length;
      if (length > limit) {
        refuse(fault('body-too-large', { limit }));
      } else if (whole !== undefined) {
        chunk.copy(whole, at);
      } else if (grow(chunk.length)) {
        chunks.push(chunk);
      } else {
        refuse(busy());
      }
    };
    const end = (): void => {
      stop();
      resolve(ok(whole === undefined ? Buffer.concat(chunks, length) : whole));
    };
    const gone = (): void => {
      stop();
      reject(new ClientGone());
    };
    req.on('data', take);
    req.once('end', end);
    req.once('close', gone);
    req.once('error', gone);
  });
