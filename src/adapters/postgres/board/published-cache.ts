import type { PublishedQuery, PublishedRow } from '../../../domain/board/publication-store.ts';
import type { Db } from '../database.ts';
import { readPublished } from './read-published.ts';

/** Rows that are kept at most, of all answers together: some tens of megabytes. */
const mostRows = 100_000;

/**
 * `PublicationStore.readPublished` that keeps its answers. What is published is never changed, and added to only while
 * somebody has the turn: answers of one run are good until the next begins, and while one lasts nothing is kept. So no
 * process need tell another.
 */
export const createPublishedCache = (
  db: Db,
): ((query: PublishedQuery) => Promise<readonly PublishedRow[]>) => {
  const answers = new Map<string, readonly PublishedRow[]>();
  let run: number | undefined;
  let rows = 0;

  const drop = (name: string): void => {
    rows -= answers.get(name)?.length ?? 0;
    answers.delete(name);
  };
  const keep = (name: string, answer: readonly PublishedRow[]): void => {
    drop(name);
    if (answer.length > mostRows) return;
    answers.set(name, answer);
    rows += answer.length;
    // The one that was asked for longest ago stands first.
    for (const oldest of answers.keys()) {
      if (rows <= mostRows) break;
      drop(oldest);
    }
  };

  return async (query) => {
    const state = await db.selectFrom('publication_state').select(['run', 'lease']).executeTakeFirst();
    if (state === undefined || state.lease !== null) return readPublished(db, query);
    if (state.run !== run) {
      answers.clear();
      rows = 0;
      run = state.run;
    }
    const name = JSON.stringify(query);
    const answer = answers.get(name) ?? (await readPublished(db, query));
    if (state.run === run) keep(name, answer);
    return answer;
  };
};
