import type { StepName } from './steps.ts';
import type { TryName, Words } from './words.ts';

/** A ward whose record system is not simulated: its receipts stay unread for the reader to fetch. */
const outsider = 9_000_301;
const fixture = 'fixtures/log-innlagt-1.6/full/input.xml';
const thin = 'fixtures/utskrivningsrapport-1.6/thin/input.xml';

const xml = "-H 'Content-Type: application/xml'";

/** Lines to paste, by what they show: commands for a shell in the project's folder. Needs no account: AUTH_MODE is none here. */
const tryIt = (
  url: string,
  ids: ReadonlyMap<StepName, string>,
): readonly (readonly [TryName, readonly string[]])[] => {
  const of = (step: StepName, use: (id: string) => readonly string[]): readonly string[] => {
    const id = ids.get(step);
    return id === undefined ? [] : use(id);
  };
  const all: readonly (readonly [TryName, readonly string[]])[] = [
    ['open', [`curl -s ${url}/healthz`, `curl -s ${url}/readyz`, `curl -s ${url}/metrics`]],
    ['status', of('summary', (id) => [`curl -s ${url}/Messages/${id}/status`])],
    ['reasons', of('readyAstray', (id) => [`curl -s ${url}/Messages/${id}/apprec`])],
    ['story', of('report', (id) => [`curl -s ${url}/api/messages/${id}`])],
    ['send', [`curl -s ${xml} \\`, `  --data-binary @${fixture} ${url}/Messages`]],
    ['inbox', [`curl -s '${url}/Messages?ReceiverHerIds=${outsider}&IncludeMetadata=true'`]],
    ['judge', [`curl -s ${xml} \\`, `  --data-binary @${thin} ${url}/validate`]],
    ['command', [`npm run -s overgang -- validate ${thin}`]],
  ];
  return all.filter(([, lines]) => lines.length > 0);
};

/** All of it as printed lines, each group under what it shows. */
export const tryItLines = (
  url: string,
  ids: ReadonlyMap<StepName, string>,
  { tries }: Words,
): readonly string[] =>
  tryIt(url, ids).flatMap(([name, lines]) => ['', tries[name], ...lines.map((line) => `  ${line}`)]);
