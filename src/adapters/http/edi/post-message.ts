import { receive } from '../../../app/receive.ts';
import type { HerId, MessageId } from '../../../domain/ids.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { decodeBase64 } from '../base64.ts';
import { baseUrl } from '../context.ts';
import type { Call, Handler, KnownCall, Reply } from '../endpoint.ts';
import { parseJson } from '../json-body.ts';
import { mediaType, readBody } from '../read-body.ts';
import { invalidBySchema, type RequestFault } from '../request-fault.ts';
import { sourceSystemOf } from './edi-endpoint.ts';
import { postMessage } from './schemas.ts';

const isJson = (type: string): boolean =>
  type === 'application/json' || type === 'text/json' || /^application\/[\w.-]+\+json$/.test(type);
const isXml = (type: string): boolean => type === 'application/xml' || type === 'text/xml';

/** A body that must be JSON, parsed. */
export const jsonBody = async (call: Call): Promise<Result<unknown, RequestFault>> => {
  if (!isJson(mediaType(call) ?? '')) {
    return fail(fault('content-type-unsupported', { expected: 'application/json' }));
  }
  const body = await readBody(call, call.http.settings.maxJsonBytes);
  return body.ok ? parseJson(body.value) : body;
};

/** The answer to what was stored: its id as a bare JSON string, and where it can be seen. */
export const created = (call: Call, id: MessageId): Reply => ({
  status: 201,
  headers: { Location: `${baseUrl(call.http, call.req)}/Messages/${id}` },
  json: id,
});

interface Posted {
  readonly bytes: Uint8Array;
  readonly receivers?: readonly HerId[] | undefined;
}

const postedJson = async (call: Call): Promise<Result<Posted, RequestFault>> => {
  const json = await jsonBody(call);
  if (!json.ok) return json;
  const read = postMessage.safeParse(json.value);
  if (!read.success) return fail(invalidBySchema(read.error, (path) => path || 'body'));
  const { businessDocument, contentTransferEncoding, receiverHerIdsSubset } = read.data;
  if (contentTransferEncoding.trim().toLowerCase() !== 'base64') {
    return fail(fault('document-encoding-unsupported', { expected: 'base64' }));
  }
  const bytes = decodeBase64(businessDocument);
  if (bytes === undefined) return fail(fault('base64-invalid'));
  // Serialisers write an empty list for one that was never set.
  const receivers = receiverHerIdsSubset?.length === 0 ? undefined : receiverHerIdsSubset;
  return ok({ bytes, receivers });
};

const posted = async (call: Call): Promise<Result<Posted, RequestFault>> => {
  const type = mediaType(call) ?? '';
  if (isJson(type)) return postedJson(call);
  if (!isXml(type)) {
    return fail(fault('content-type-unsupported', { expected: 'application/json, application/xml' }));
  }
  // As sent: the encoding is the XML declaration's to tell, whatever charset the header claims.
  const body = await readBody(call, call.http.settings.maxXmlBytes);
  return body.ok ? ok({ bytes: body.value }) : body;
};

/** POST /Messages: JSON with the document in base64, or the document's own bytes. */
export const handlePostMessage: Handler<KnownCall> = async (call) => {
  const message = await posted(call);
  if (!message.ok) return message;
  const { http, context, actsFor } = call;
  const received = await receive(http.services, {
    ...message.value,
    origin: 'api',
    requestId: context.requestId,
    actsFor,
    sourceSystem: sourceSystemOf(call),
  });
  return received.ok ? ok(created(call, received.value.id)) : received;
};
