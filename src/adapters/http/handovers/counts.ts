import { countHandovers, type PartyCount } from '../../../app/handover-counts.ts';
import { ok } from '../../../domain/result.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { queryOf } from '../query.ts';
import { presentParty } from './present.ts';
import { readHandoverQuery } from './query.ts';
import { inLanguage, speechOf } from './read.ts';

/**
 * GET /api/handovers/counts: how many of the caller's handovers have something open, by what presses most in them. Takes
 * what the list takes. With whom they are is told whatever `municipality` and `hospital` say, for those to be chosen from.
 */
export const handleCountHandovers: Handler<KnownCall> = async (call) => {
  const { http, req, actsFor } = call;
  const own = http.directory.organisations.map(({ herId }) => herId).filter(actsFor);
  const query = readHandoverQuery(queryOf(req), own);
  if (!query.ok) return query;
  const { municipalities, hospitals, ...counts } = await countHandovers(http.services, query.value);
  const speech = speechOf(call);
  const present = (parties: readonly PartyCount[]) =>
    parties.map(({ herId, count }) => ({ ...presentParty(speech, herId), count }));
  return ok({
    status: 200,
    headers: inLanguage(speech),
    json: { ...counts, municipalities: present(municipalities), hospitals: present(hospitals) },
  });
};
