import { giveReceipt } from '../../../app/give-receipt.ts';
import { readReceipts, trackMessage, visibleDeliveries } from '../../../app/mailbox.ts';
import type { AppRecError } from '../../../domain/app-rec.ts';
import { appRecCodes, appRecErrorSystem, isAppRecErrorCode } from '../../../domain/app-rec-codes.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { invalidBySchema } from '../request-fault.ts';
import { herIdOf, idOf, sourceSystemOf } from './edi-endpoint.ts';
import { created, jsonBody } from './post-message.ts';
import { type PostAppRec, postAppRec } from './schemas.ts';
import { appRecErrorInfo, appRecStatusName, readStatus, statusInfo } from './wire.ts';

/** GET /Messages/{id}/status: one row per receiver. */
export const handleStatus: Handler<KnownCall> = async (call) => {
  const id = idOf(call);
  if (!id.ok) return id;
  const tracked = await trackMessage(call.http.services, id.value, call.actsFor);
  if (!tracked.ok) return tracked;
  const visible = visibleDeliveries(tracked.value, call.actsFor);
  return ok({ status: 200, json: visible.map(({ receiver, state }) => statusInfo(receiver, state)) });
};

/** GET /Messages/{id}/apprec: one row per receiver; without a receipt its status and errors are null. */
export const handleAppRecs: Handler<KnownCall> = async (call) => {
  const id = idOf(call);
  if (!id.ok) return id;
  const tracked = await trackMessage(call.http.services, id.value, call.actsFor);
  if (!tracked.ok) return tracked;
  const receipts = await readReceipts(call.http.services, id.value);
  const rows = visibleDeliveries(tracked.value, call.actsFor).map(({ receiver, state }) => ({
    receiverHerId: receiver,
    appRecStatus: appRecStatusName(state.receipt),
    appRecErrorList:
      receipts.find((receipt) => receipt.receiver === receiver)?.errors.map(appRecErrorInfo) ?? null,
  }));
  return ok({ status: 200, json: rows });
};

/** An error as it is written into an AppRec. Without a code it is "other error", which must then be explained. */
const appRecError = (given: NonNullable<PostAppRec['appRecErrorList']>[number]): AppRecError => {
  const code = given.errorCode?.trim() || 'X99';
  const system = given.oid ?? appRecErrorSystem;
  const listed = system === appRecErrorSystem && isAppRecErrorCode(code) ? appRecCodes[code].name : undefined;
  // A description of the client's own is not lost where the code list gives the text.
  const details = given.details ?? (given.description === listed ? undefined : given.description);
  return {
    code,
    text: listed ?? given.description ?? code,
    ...(system !== appRecErrorSystem && { system }),
    ...(details !== undefined && { details }),
  };
};

/** POST /Messages/{id}/apprec/{herId}: a receiver's receipt, which we write as an AppRec. */
export const handlePostAppRec: Handler<KnownCall> = async (call) => {
  const id = idOf(call);
  if (!id.ok) return id;
  const by = herIdOf(call);
  if (!by.ok) return by;
  const json = await jsonBody(call);
  if (!json.ok) return json;
  const read = postAppRec.safeParse(json.value);
  if (!read.success) return fail(invalidBySchema(read.error, (path) => path || 'body'));
  const status = readStatus(read.data.appRecStatus);
  if (status === undefined) return fail(fault('apprec-status-unsupported', { expected: 'Ok, Rejected' }));
  const given = await giveReceipt(call.http.services, {
    message: id.value,
    by: by.value,
    status,
    errors: (read.data.appRecErrorList ?? []).map(appRecError),
    origin: 'api',
    requestId: call.context.requestId,
    actsFor: call.actsFor,
    sourceSystem: sourceSystemOf(call),
  });
  return given.ok ? ok(created(call, given.value.id)) : given;
};
