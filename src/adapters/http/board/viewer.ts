import type { Viewer } from '../../../app/board/figures.ts';
import { mayActFor } from '../../../domain/access.ts';
import type { HerId } from '../../../domain/ids.ts';
import type { KnownCall } from '../endpoint.ts';

/** Who looks at figures, and whose are her own. */
export const viewerOf = ({ http, principal, may }: KnownCall): Viewer => ({
  role: principal.role,
  enterprises: may('figures.own')
    ? http.directory.organisations
        .map(({ herId }) => herId)
        .filter((herId) => mayActFor(principal, herId, http.directory))
    : [],
});

/** An enterprise as pages name it; without a name when the directory does not have it. */
export const presentEnterprise = ({ http }: KnownCall, herId: HerId) => ({
  herId,
  name: http.directory.organisation(herId)?.name ?? null,
});

/** Seconds that a browser may keep figures: published ones stay as they are, but new ones come. */
const keptSeconds = 60;

/**
 * Headers of an answer with figures, in the caller's language. Others who share the browser get their own, and exact
 * figures of one's own are kept by none.
 */
export const figureHeaders = ({ context, res, may }: KnownCall): Readonly<Record<string, string>> => {
  res.vary('Accept-Language, Authorization, Overgang-Role, Overgang-Act-As, Overgang-Person');
  const kept = may('figures.own') ? 'no-store' : `private, max-age=${keptSeconds}`;
  return { 'Content-Language': context.language, 'Cache-Control': kept };
};
