import type { HerId } from '../ids.ts';
import { Published } from './suppress-published.ts';
import {
  type BaseCell,
  type Form,
  isFew,
  type SuppressTable,
  sumOf,
  type Verdict,
} from './suppress-table.ts';
import {
  differsBy,
  findWitness,
  greatEffort,
  type Mode,
  usualEffort,
  type Witness,
} from './suppress-witness.ts';

/**
 * Which figures may be published (handover-rules: small numbers, complementary cells, differences over time). A figure
 * is shown when
 * - it is not small itself;
 * - what remains when published parts are taken from a published whole is not small, also for an enterprise that takes
 *   away what it knows itself;
 * - for everything small, and everything refused before, there still is another table in which it differs and that all
 *   published figures fit as well; and one for each enterprise, that also fits what it knows itself.
 * What is published earlier counts as known for ever.
 */

/** Something that must not be told. */
interface Secret {
  readonly cells: ReadonlySet<number>;
  /** Who may know: it is theirs. */
  readonly owners: ReadonlySet<HerId>;
  /** What its witnesses may move. */
  readonly modes: readonly Mode[];
  readonly witnesses: readonly Witness[];
}

const addTo = (lists: Map<string, number[]>, key: string, value: number): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
};

class Desk {
  private readonly table: SuppressTable;
  private readonly modes: readonly Mode[];
  private readonly known: Published;
  /** Of which the other of denominator and numerator is known. */
  private readonly besides: Published;
  private readonly secrets: Secret[] = [];
  /** Secrets that have a witness in a cell, or had one. */
  private readonly touching = new Map<number, Set<number>>();
  /** Cells of what may not be secret any more. */
  private readonly doubtful = new Set<number>();
  private readonly published: Set<string>;
  private readonly byKey: ReadonlyMap<string, Form>;
  private readonly comparisons = new Map<string, number[]>();

  constructor(table: SuppressTable) {
    this.table = table;
    this.modes = table.judged === 'n' ? ['n', 'both'] : ['hits'];
    this.known = new Published(table.cells, table.isShare);
    this.besides = new Published(table.cells, table.isShare);
    const { published, refused, candidates, partitions, besides } = table;
    this.byKey = new Map([...published, ...refused, ...candidates].map((form) => [form.key, form]));
    partitions.forEach(({ whole, parts }, index) => {
      addTo(this.comparisons, whole, index);
      for (const part of parts) addTo(this.comparisons, part, index);
    });
    this.published = new Set(published.map(({ key }) => key));
    for (const form of published) this.known.add(form.cells);
    for (const form of besides) this.besides.add(form.cells);
    this.hideSmall();
  }

  /** Everything small that anybody could ask for, and every small base cell, is a secret. */
  private hideSmall(): void {
    const { cells, candidates, others, refused, judged } = this.table;
    const seen = new Set<string>();
    const hide = (indexes: readonly number[], isRefused: boolean): void => {
      const key = indexes.join(' ');
      if (seen.has(key)) return;
      seen.add(key);
      if (isRefused || isFew(sumOf(cells, indexes, judged))) this.hide(indexes);
      if (judged === 'n' && isFew(sumOf(cells, indexes, 'hits'))) this.hideHits(indexes);
    };
    for (const form of refused) hide(form.cells, true);
    cells.forEach((_, index) => {
      hide([index], false);
    });
    for (const form of [...candidates, ...others]) hide(form.cells, false);
  }

  /** Keeps a figure secret from now on; what is told already cannot be. */
  private hide(indexes: readonly number[]): void {
    const secret = this.secretOf(indexes, this.modes);
    // Nobody can tell how many of an unknown number were hits, for as long as it may be another number.
    const isOfUnknown = (): boolean => this.cover({ ...secret, modes: ['both'] }, this.besides) !== undefined;
    if (this.table.judged === 'n' || !isOfUnknown()) this.keep(secret);
  }

  /** Keeps hits secret that were so only for as long as nobody knows of how many they are. */
  private hideHits(indexes: readonly number[]): void {
    const secret = this.secretOf(indexes, ['hits']);
    if (this.cover(secret, this.besides) === undefined) this.keep({ ...secret, modes: ['both'] });
  }

  private secretOf(indexes: readonly number[], modes: readonly Mode[]): Secret {
    return { cells: new Set(indexes), owners: this.ownersOf(indexes), modes, witnesses: [] };
  }

  private keep(secret: Secret): void {
    const covered = this.cover(secret) ?? this.cover(secret, this.known, greatEffort);
    if (covered !== undefined) this.note(this.secrets.push(covered) - 1, covered);
    // Nobody knows that it is still secret: nothing more is told of it.
    else if (isFew(sumOf(this.table.cells, secret.cells, this.table.judged))) {
      for (const cell of secret.cells) this.doubtful.add(cell);
    }
  }

  private note(at: number, { witnesses }: Secret): void {
    for (const moves of witnesses) {
      for (const cell of moves.keys()) {
        const set = this.touching.get(cell);
        if (set === undefined) this.touching.set(cell, new Set([at]));
        else set.add(at);
      }
    }
  }

  private ownersOf(indexes: readonly number[]): ReadonlySet<HerId> {
    const [first, ...rest] = indexes;
    const owners = new Set(first === undefined ? [] : this.cell(first).knownBy);
    for (const index of rest) {
      if (owners.size === 0) break;
      const { knownBy } = this.cell(index);
      for (const owner of owners) if (!knownBy.includes(owner)) owners.delete(owner);
    }
    return owners;
  }

  private cell(index: number): BaseCell {
    const cell = this.table.cells[index];
    if (cell === undefined) throw new Error(`no cell ${index}`);
    return cell;
  }

  /** A secret with witnesses enough for everybody, or undefined when somebody could tell it. */
  private cover(secret: Secret, known = this.known, effort = usualEffort): Secret | undefined {
    const witnesses = [...secret.witnesses];
    const search = (insider?: HerId): boolean => {
      const found = findWitness(known, secret.cells, secret.modes, insider, effort);
      if (found !== undefined) witnesses.push(found);
      return found !== undefined;
    };
    if (witnesses.length === 0 && !search()) return undefined;
    for (;;) {
      const insider = this.knowsOfAll(witnesses, secret.owners);
      if (insider === undefined) return { ...secret, witnesses };
      if (!search(insider)) return undefined;
    }
  }

  /** An enterprise, not an owner, that knows a cell of every witness. */
  private knowsOfAll(witnesses: readonly Witness[], owners: ReadonlySet<HerId>): HerId | undefined {
    let common: Set<HerId> | undefined;
    for (const moves of witnesses) {
      const touched = new Set<HerId>();
      for (const index of moves.keys()) {
        for (const enterprise of this.cell(index).knownBy) touched.add(enterprise);
      }
      common = common === undefined ? touched : common.intersection(touched);
    }
    for (const enterprise of common ?? []) if (!owners.has(enterprise)) return enterprise;
    return undefined;
  }

  /** True when something small would remain of a published whole that this is, or is a part of. */
  private leavesFew(form: Form): boolean {
    const isKnown = (key: string): boolean => key === form.key || this.published.has(key);
    for (const index of this.comparisons.get(form.key) ?? []) {
      const partition = this.table.partitions[index];
      const whole = partition === undefined ? undefined : this.byKey.get(partition.whole);
      if (partition === undefined || whole === undefined || !isKnown(partition.whole)) continue;
      const rest = new Set(whole.cells);
      for (const part of partition.parts) {
        if (!isKnown(part)) continue;
        for (const cell of this.byKey.get(part)?.cells ?? []) rest.delete(cell);
      }
      if (this.isFewToSomebody(rest)) return true;
    }
    return false;
  }

  private isFewToSomebody(rest: ReadonlySet<number>): boolean {
    const { cells, judged } = this.table;
    const total = sumOf(cells, rest, judged);
    if (isFew(total)) return true;
    const knownTo = new Map<HerId, number>();
    for (const index of rest) {
      const cell = this.cell(index);
      for (const enterprise of cell.knownBy) {
        knownTo.set(enterprise, (knownTo.get(enterprise) ?? 0) + cell[judged]);
      }
    }
    return [...knownTo.values()].some((sum) => isFew(total - sum));
  }

  /** Publishes a form if it may be; says why not. */
  judge(form: Form): Verdict {
    if (isFew(sumOf(this.table.cells, form.cells, this.table.judged))) return 'small';
    if (form.cells.some((cell) => this.doubtful.has(cell)) || this.leavesFew(form)) {
      this.hide(form.cells);
      return 'complement';
    }
    this.known.add(form.cells);
    const changed = this.reconsider(form);
    if (changed === undefined) {
      this.known.removeLast();
      this.hide(form.cells);
      return 'complement';
    }
    for (const [at, secret] of changed) {
      this.secrets[at] = secret;
      this.note(at, secret);
    }
    this.published.add(form.key);
    return 'shown';
  }

  /** Secrets whose witnesses a newly published form takes away, with others; undefined when one has no others. */
  private reconsider(form: Form): ReadonlyMap<number, Secret> | undefined {
    const cells = new Set(form.cells);
    const touched = new Set<number>();
    for (const cell of cells) for (const at of this.touching.get(cell) ?? []) touched.add(at);
    const changed = new Map<number, Secret>();
    for (const at of touched) {
      const secret = this.secrets[at];
      if (secret === undefined) continue;
      const witnesses = secret.witnesses.filter((moves) => differsBy(moves, cells) === 0);
      if (witnesses.length === secret.witnesses.length) continue;
      const covered = this.cover({ ...secret, witnesses });
      if (covered === undefined) return undefined;
      changed.set(at, covered);
    }
    return changed;
  }
}

/** Judges the candidates of a table in their order; what is shown counts as published for those after it. */
export const admit = (table: SuppressTable): ReadonlyMap<string, Verdict> => {
  // Sums of counts that are 0 or 5 and more are never small, and nor is what they leave.
  const isPlain = table.cells.every(
    (cell) => !cell.isChange && !isFew(cell[table.judged]) && cell[table.judged] >= 0,
  );
  if (table.candidates.length === 0) return new Map();
  if (isPlain && table.refused.length === 0) {
    return new Map(table.candidates.map(({ key }) => [key, 'shown']));
  }
  const desk = new Desk(table);
  return new Map(table.candidates.map((form) => [form.key, desk.judge(form)]));
};
