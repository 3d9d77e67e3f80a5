import { listHandovers, readHandover } from '../../../app/handovers.ts';
import { ok } from '../../../domain/result.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { noteAccess } from '../note-access.ts';
import { queryOf } from '../query.ts';
import { presentHandover, presentListed, type Speech } from './present.ts';
import { presentTimeline } from './present-timeline.ts';
import { cursorOf, readHandoverQuery } from './query.ts';

/** What an answer in the caller's language is made with; says so in the answer. */
export const speechOf = ({ http, context, res }: KnownCall): Speech => {
  res.vary('Accept-Language');
  return { http, language: context.language };
};

/** Header of an answer in a language. */
export const inLanguage = ({ language }: Speech): Readonly<Record<string, string>> => ({
  'Content-Language': language,
});

/** GET /api/handovers: a page of the handovers of the enterprises that the caller acts for, as they were folded last. */
export const handleListHandovers: Handler<KnownCall> = async (call) => {
  const { http, req, actsFor } = call;
  const own = http.directory.organisations.map(({ herId }) => herId).filter(actsFor);
  const query = readHandoverQuery(queryOf(req), own);
  if (!query.ok) return query;
  const { handovers, now, hasMore } = await listHandovers(http.services, query.value);
  const objects = handovers.map(({ id }) => id);
  await noteAccess(call, { action: 'handovers-listed', kind: 'handover', objects });
  const speech = speechOf(call);
  const last = handovers.at(-1);
  return ok({
    status: 200,
    headers: inLanguage(speech),
    json: {
      asOf: now,
      handovers: handovers.map((handover) => presentListed(speech, handover, now)),
      next: hasMore && last !== undefined ? cursorOf(query.value.sort, last.place) : null,
    },
  });
};

/** GET /api/handovers/{id}: one with its line of time, as of now. */
export const handleReadHandover: Handler<KnownCall> = async (call) => {
  const { http, req, actsFor } = call;
  const read = await readHandover(http.services, String(req.params.id), actsFor);
  if (!read.ok) return read;
  const objects = [read.value.handover.id, ...read.value.seen];
  await noteAccess(call, { action: 'handover-read', kind: 'handover', objects });
  const speech = speechOf(call);
  return ok({
    status: 200,
    headers: inLanguage(speech),
    json: {
      ...presentHandover(speech, read.value, actsFor),
      timeline: presentTimeline(speech, read.value),
    },
  });
};
