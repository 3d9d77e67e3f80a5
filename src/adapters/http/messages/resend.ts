import { z } from 'zod';
import { resendOne } from '../../../app/resend-one.ts';
import { herId, messageId } from '../../../domain/ids.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok } from '../../../domain/result.ts';
import { scopeOf } from '../../../domain/roles.ts';
import { anyCase } from '../any-case.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { readJson } from '../json-body.ts';
import { noteAccess } from '../note-access.ts';

const expected = 'a HER-id';

const posted = anyCase({
  receiver: z
    .union([z.string(), z.number()], { error: expected })
    .transform((value) => herId(value))
    .refine((value) => value !== undefined, { error: expected }),
});

/** POST /api/messages/{id}/resend: the same bytes to one receiver again. 204. */
export const handleResend: Handler<KnownCall> = async (call) => {
  const read = await readJson(call, posted);
  if (!read.ok) return read;
  const { http, req, actsFor, principal } = call;
  const id = messageId(String(req.params.id));
  const { receiver } = read.value;
  if (id === undefined || receiver === undefined) return fail(fault('message-not-found'));
  const isOperator = scopeOf(principal.role, 'messages.resend') === 'all';
  const resent = await resendOne(http.services, id, receiver, { actsFor, isOperator });
  const outcome = resent.ok ? 'shown' : resent.fault.code;
  await noteAccess(call, { action: 'message-resent', kind: 'message', objects: [id], outcome });
  return resent.ok ? ok({ status: 204 }) : resent;
};
