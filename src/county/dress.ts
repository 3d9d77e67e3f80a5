import type { AppRecStatus, ReceiptCode } from '../domain/app-rec.ts';
import { appRecErrorSystem } from '../domain/app-rec-codes.ts';
import type { Directory } from '../domain/directory.ts';
import { contentBlocks } from '../domain/expectation-vocabulary.ts';
import type { Finding } from '../domain/finding.ts';
import type { ContentBlocks } from '../domain/handover/facts.ts';
import type { HerId } from '../domain/ids.ts';
import type { Rule } from '../domain/rule.ts';
import { recognisedTypes } from '../messages/recognise.ts';
import type { MessageType } from '../messages/types.ts';
import { applies } from '../rules/compile.ts';
import { dateOf, dayMs } from './calendar.ts';
import { type Chance, createChance } from './chance.ts';
import { gapOf, lot, type Season } from './habits.ts';
import type { Letter } from './letter.ts';

/**
 * What letters carry besides what handovers are judged by: the system that wrote them, the version of their schema, all
 * their parts, what rules found, and why they were rejected. Nothing here changes what is expected of anybody.
 */

export interface Dress {
  readonly typeKey: string;
  readonly sourceSystem?: string;
  readonly blocks: ContentBlocks;
  readonly findings: readonly Finding[];
}

export interface Dresser {
  /** The same letter is always dressed the same. */
  readonly dress: (letter: Letter) => Dress;
  /** Codes that a receiver gives for what it did not take in whole; none for what it did. */
  readonly errors: (letter: Letter, receiver: HerId, status: AppRecStatus) => readonly ReceiptCode[];
}

/** Parts that expectations ask for: the script says where these are. */
const scripted: ReadonlySet<string> = new Set(contentBlocks);

/** Codes of 8221 that a receiver's system gives, and how often each. */
const codes = { E31: 30, E21: 18, E36: 16, E20: 12, E35: 10, E30: 6, T02: 5, T10: 3 } as const;

/** A new version of a schema is taken into use within this time, by some senders before the season and by some after. */
const adoptionMs = 400 * dayMs;

/** Record systems come in a new version each quarter, and are taken into use some time after. */
const releases = { from: Date.parse('2025-01-01T00:00:00Z'), every: 91 * dayMs, latest: 120 * dayMs };

const releaseOf = (system: string, who: HerId, at: number): number => {
  const lag = lot('release', system, who) * releases.latest;
  return Math.max(1, Math.floor((at - lag - releases.from) / releases.every));
};

/** How often a rule that judges no part finds something; most find next to nothing. */
const rateOf = ({ id, kind, level, families }: Rule): number => {
  if (families.length > 0) return lot('rule', id) < 0.2 ? 0.006 : 0;
  const chosen = {
    'wording-service-order': 0.07,
    'wording-vague-follow-up': 0.13,
    'wording-missing-plan': 0.3,
  };
  const known = chosen[id as keyof typeof chosen];
  if (known !== undefined) return known;
  if (lot('rule', id) > (level === 'form' ? 0.15 : 0.3)) return 0;
  return kind === 'wording' ? 0.06 : 0.03;
};

const chanceOf = (...words: readonly (string | number)[]): Chance => createChance(lot(...words) * 2 ** 32);

/** What letters are dressed by. */
export interface Wardrobe {
  /** The gateway's own. */
  readonly rules: readonly Rule[];
  /** Tells who uses which record system. */
  readonly directory: Pick<Directory, 'journalSystemAt'>;
}

/** Makes the dresser of a county, whose ways change over a season. */
export const createDresser = ({ rules, directory }: Wardrobe, season: Season): Dresser => {
  const typesOf = new Map<string, readonly MessageType[]>();
  const versionsOf = (code: string): readonly MessageType[] => {
    const known =
      typesOf.get(code) ?? recognisedTypes.filter((type) => type.functions.some((one) => one.code === code));
    typesOf.set(code, known);
    return known;
  };
  const rulesOf = new Map<string, readonly Rule[]>();
  const rowsFor = (type: MessageType, { type: code, status }: Letter): readonly Rule[] => {
    const key = `${type.key} ${code} ${status}`;
    const known =
      rulesOf.get(key) ??
      rules.filter(
        (rule) =>
          applies(rule, type) &&
          rule.statuses.includes(status) &&
          (rule.functions === undefined || rule.functions.includes(code)),
      );
    rulesOf.set(key, known);
    return known;
  };

  /** The version of its type that a letter is in: the older one until its sender takes the newer into use. */
  const versionOf = (letter: Letter): MessageType | undefined => {
    const [old, ...newer] = versionsOf(letter.type);
    const middle = (season.from + season.to) / 2;
    const turn = middle + (lot('adoption', letter.from.herId, old?.name ?? '') - 0.6) * adoptionMs;
    return letter.sent >= turn ? (newer[0] ?? old) : old;
  };

  return {
    dress(letter) {
      const { from, type: code, sent, holds, lacks, msgId } = letter;
      const type = versionOf(letter);
      if (type === undefined) throw new RangeError(`there is no type ${code}`);
      const system = directory.journalSystemAt(from.herId, dateOf(sent))?.system;
      const release = system === undefined ? 0 : releaseOf(system, from.enterprise ?? from.herId, sent);
      const chance = chanceOf('dress', msgId);
      const standing = new Map<string, keyof ContentBlocks>();
      for (const part of holds) standing.set(part, 'present');
      for (const part of lacks) standing.set(part, 'missing');
      const findings: Finding[] = [];
      const rows = rowsFor(type, letter);
      for (const [block, [row]] of Map.groupBy(rows, (rule) => rule.block ?? '')) {
        if (block === '' || row === undefined) continue;
        if (!scripted.has(block)) {
          // Some versions of some systems lose a part, until they are mended.
          const isLost = system !== undefined && lot('lost', system, release, code, block) < 0.02;
          const gap = gapOf(from.herId, code, block, sent, season) + (isLost ? 0.45 : 0);
          const broken = row.level === 'must' ? 'missing' : 'noted';
          const isLacking = chance.yes(Math.min(0.9, gap));
          standing.set(block, !isLacking ? 'present' : chance.yes(0.08) ? 'explained' : broken);
        }
        const found = standing.get(block);
        if (found === 'missing' || found === 'noted') findings.push({ rule: row.id, severity: row.severity });
      }
      for (const row of rows) {
        const rate = row.block === undefined ? rateOf(row) : 0;
        if (rate > 0 && chance.yes(rate * (0.4 + 6 * gapOf(from.herId, row.id, '', sent, season)))) {
          findings.push({ rule: row.id, severity: row.severity });
        }
      }
      const of = (wanted: keyof ContentBlocks): readonly string[] =>
        [...standing].flatMap(([block, found]) => (found === wanted ? [block] : [])).sort();
      return {
        typeKey: type.key,
        ...(system !== undefined && {
          sourceSystem: `${system} ${3 + Math.floor(lot(system) * 8)}.${release}`,
        }),
        blocks: {
          present: of('present'),
          missing: of('missing'),
          explained: of('explained'),
          noted: of('noted'),
        },
        findings,
      };
    },

    errors({ msgId, from, sent }, receiver, status) {
      if (status === 1) return [];
      const system = directory.journalSystemAt(from.herId, dateOf(sent))?.system ?? '';
      // What a sender's own system gets wrong again and again.
      const isOwn = lot('own fault', system) < 0.5;
      const code = chanceOf('error', msgId, receiver).weighted({ ...codes, ...(isOwn && { E36: 60 }) });
      return [{ code, system: appRecErrorSystem }];
    },
  };
};

/** Letters with only what handovers are judged by. */
export const undressed: Dresser = {
  dress: ({ holds, lacks }) => ({
    typeKey: 'county',
    blocks: { present: holds, missing: lacks, explained: [], noted: [] },
    findings: [],
  }),
  errors: () => [],
};
