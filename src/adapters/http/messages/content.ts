import { z } from 'zod';
import { readContent } from '../../../app/content-view.ts';
import { contentReasons, isKeepableReason } from '../../../domain/access-log.ts';
import { messageId } from '../../../domain/ids.ts';
import { type Fault, fault } from '../../../domain/outcome.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { anyCase, optional, text } from '../any-case.ts';
import type { Handler, KnownCall, Reply } from '../endpoint.ts';
import { readJson } from '../json-body.ts';
import { noteAccess } from '../note-access.ts';
import { invalidRequest, type RequestFault } from '../request-fault.ts';
import { presentType } from './present.ts';

/** How many messages a person may open in an hour: enough for a day's work, too few to go through an archive. */
const mostAnHour = 30;
const hourMs = 3_600_000;

const posted = anyCase({
  reason: z.enum(contentReasons, { error: `one of ${contentReasons.join(', ')}` }),
  text: optional(
    text(200).refine(isKeepableReason, { error: "words without anybody's number, at most 200 characters" }),
  ),
});

const idOf = ({ req }: KnownCall) => messageId(String(req.params.id));

/** Makes requests of one person wait for each other, so that what is counted of the one before is known to the next. */
const createTurns = () => {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(who: string, act: () => Promise<T>): Promise<T> => {
    const turn = Promise.resolve(last.get(who)).then(act, act);
    last.set(who, turn);
    try {
      return await turn;
    } finally {
      if (last.get(who) === turn) last.delete(who);
    }
  };
};

/** Notes that somebody was not let in to a message's content, and why. */
const noteRefused = async (call: KnownCall, { code }: Fault): Promise<void> => {
  const id = idOf(call);
  await noteAccess(call, {
    action: 'message-content',
    kind: 'message',
    objects: id === undefined ? [] : [id],
    outcome: code,
  });
};

/** Hears of those whose role may never read content. */
export const noteContentRefused = (call: KnownCall): Promise<void> =>
  noteRefused(call, fault('role-not-allowed'));

const refusal = async (call: KnownCall): Promise<Fault | undefined> => {
  const { http, principal } = call;
  const { person, name } = principal;
  if (person === undefined) {
    return invalidRequest({ where: 'overgang-person', expected: 'the name of the person who reads' });
  }
  const since = new Date(http.services.clock.now().getTime() - hourMs);
  const who = { person, client: name, action: 'message-content' } as const;
  const opened = await http.services.store.countAccesses(who, since);
  return opened < mostAnHour ? undefined : fault('too-many-requests', { seconds: hourMs / 1000 });
};

type Posted = Result<z.output<typeof posted>, RequestFault>;

const showContent = async (call: KnownCall, read: Posted): Promise<Result<Reply, RequestFault>> => {
  const { http, actsFor } = call;
  const refused = await refusal(call);
  if (refused !== undefined) {
    await noteRefused(call, refused);
    return fail(refused);
  }
  const id = idOf(call);
  if (!read.ok) {
    await noteRefused(call, read.fault);
    return read;
  }
  const { reason, text: reasonText } = read.value;
  const content =
    id === undefined ? fail(fault('message-not-found')) : await readContent(http.services, id, actsFor);
  await noteAccess(call, {
    action: 'message-content',
    kind: 'message',
    objects: id === undefined ? [] : [id],
    reason,
    ...(reasonText !== undefined && { reasonText }),
    outcome: content.ok ? 'shown' : content.fault.code,
  });
  if (!content.ok || id === undefined) return content.ok ? fail(fault('message-not-found')) : content;
  const message = await http.services.store.find(id);
  return ok({
    status: 200,
    json: { id, messageType: message === undefined ? null : presentType(message.type), ...content.value },
  });
};

/**
 * POST /api/messages/{id}/content: what a message says, to a clinical reader of one of its receivers who says why. It is
 * logged before it is shown, and so is every attempt that is refused. One at a time of each person.
 */
export const handleContent = (): Handler<KnownCall> => {
  const inTurn = createTurns();
  return async (call) => {
    const read = await readJson(call, posted);
    return inTurn(call.principal.person ?? call.principal.name, () => showContent(call, read));
  };
};
