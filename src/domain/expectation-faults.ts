import type { DatedDeadline, Deadline, Figure } from './deadline.ts';
import type { Expectation, ExpectationCase, MessagePattern, Trigger } from './expectation.ts';
import { type Flag, flags, relativeRoles } from './expectation-vocabulary.ts';

/** What makes no sense in rows that are well formed one by one. */

type Path = readonly (string | number)[];

/** A fault, and where in the rows it is. */
export interface ExpectationFault {
  readonly path: Path;
  readonly message: string;
}

const fault = (path: Path, message: string): ExpectationFault => ({ path, message });

/** True when what is known of the patient or stay comes from messages. */
const isSeen = (flag: Flag): boolean => flags[flag] === 'messages';

const needsActs = ({ triggers, fulfilments, clock }: ExpectationCase): boolean =>
  clock.from === 'act' ||
  !triggers.some(({ on, given }) => on !== 'act' && given.every(isSeen)) ||
  fulfilments.every(({ by }) => by === 'act');

const observabilityFaults = ({ observable, cases }: Expectation): ExpectationFault[] => {
  if (observable.by === 'none') return [];
  const by = cases.some(needsActs) ? 'acts' : 'messages';
  return observable.by === by ? [] : [fault(['observable', 'by'], `its cases are seen by ${by}`)];
};

const changeFaults = ({ changes }: Expectation): ExpectationFault[] => [
  ...(new Set(changes).size < changes.length ? [fault(['changes'], 'a code stands twice')] : []),
  ...(changes.includes('D') && changes.includes('D+')
    ? [fault(['changes'], 'it is void at death (D) or survives it (D+), not both')]
    : []),
];

const nameFaults = ({ cases }: Expectation): ExpectationFault[] => {
  const names = cases.map(({ name }) => name);
  if (cases.length === 1) return [];
  return names.flatMap((name, at) => {
    if (name === undefined) return [fault(['cases', at], 'one of several cases needs a name')];
    return names.indexOf(name) < at ? [fault(['cases', at, 'name'], 'another case has this name')] : [];
  });
};

const figureOf = (deadline: Deadline, figure: Figure): unknown =>
  (deadline as Readonly<Partial<Record<Figure, unknown>>>)[figure];

const deadlineFaults = (rows: readonly DatedDeadline[], from: string): ExpectationFault[] =>
  rows.flatMap(({ validFrom, deadline, decided }, at) => {
    const before = rows[at - 1]?.validFrom;
    return [
      ...(at === 0 && validFrom > from
        ? [fault([at, 'validFrom'], `no deadline holds from the row's first day, ${from}`)]
        : []),
      ...(before !== undefined && before >= validFrom
        ? [fault([at, 'validFrom'], 'it does not come after the one above it')]
        : []),
      ...(decided?.figures ?? [])
        .filter((figure) => figureOf(deadline, figure) === undefined)
        .map((figure) => fault([at, 'decided', 'figures'], `the deadline has no ${figure}`)),
    ];
  });

const isOfMessage = ({ on }: Trigger): boolean => on === 'message' || on === 'receipt';

/** Of a case whose row belongs to a message: nothing in it may ask for a stay. */
const messageScopeFaults = (each: ExpectationCase): ExpectationFault[] => [
  ...each.triggers.flatMap((trigger, at) =>
    isOfMessage(trigger) ? [] : [fault(['triggers', at], 'only a message or receipt belongs to a message')],
  ),
  ...(each.clock.from === 'trigger'
    ? []
    : [fault(['clock'], 'a message has no stay: start with the trigger')]),
  ...(each.count === 'each' ? [] : [fault(['count'], 'rows of a message count each')]),
  ...each.fulfilments.flatMap((one, at) =>
    one.by === 'message' && (one.link === 'stay' || one.since === 'stay')
      ? [fault(['fulfilments', at], 'a message has no stay')]
      : [],
  ),
];

const handoverScopeFaults = ({ triggers }: ExpectationCase): ExpectationFault[] =>
  triggers.flatMap(({ on }, at) =>
    on === 'receipt' ? [fault(['triggers', at], 'a receipt belongs to a message, not to a handover')] : [],
  );

/** What a case asks of its triggers or deadlines that they do not all have. */
const dependenceFaults = (each: ExpectationCase): ExpectationFault[] => {
  const relative = [...each.from, ...each.to].find((role) => relativeRoles.includes(role));
  const haveMessage = each.triggers.every(isOfMessage);
  return [
    ...(relative !== undefined && !haveMessage
      ? [fault(['from'], `${relative} is a party of a message, which not every trigger has`)]
      : []),
    ...each.fulfilments.flatMap((one, at) => {
      if (one.by === 'receipt' && !haveMessage) {
        return [
          fault(['fulfilments', at], 'there is a receipt only of a message, which not every trigger has'),
        ];
      }
      const looksBack = one.by === 'message' && one.since === 'look-back';
      const isBounded = each.deadlines.every(
        ({ deadline }) => deadline.kind === 'before' && deadline.amount !== undefined,
      );
      return looksBack && !isBounded
        ? [fault(['fulfilments', at, 'since'], 'a look-back needs the days of a deadline of kind before')]
        : [];
    }),
  ];
};

const patternFaults = (
  { functions, except }: MessagePattern,
  knows: (code: string) => boolean,
): ExpectationFault[] => [
  ...[...(functions === 'any' ? [] : functions), ...except]
    .filter((code) => !knows(code))
    .map((code) => fault(['functions'], `${code} is no function of a message that the gateway knows`)),
  ...(functions !== 'any' && except.length > 0
    ? [fault(['except'], 'only any function can have exceptions')]
    : []),
];

const functionFaults = (each: ExpectationCase, knows: (code: string) => boolean): ExpectationFault[] => [
  ...each.triggers.flatMap((trigger, at) =>
    'functions' in trigger ? inside(['triggers', at], patternFaults(trigger, knows)) : [],
  ),
  ...each.fulfilments.flatMap((one, at) =>
    one.by === 'message' ? inside(['fulfilments', at], patternFaults(one, knows)) : [],
  ),
];

const inside = (path: Path, faults: readonly ExpectationFault[]): ExpectationFault[] =>
  faults.map((each) => fault([...path, ...each.path], each.message));

const caseFaults = (
  row: Expectation,
  each: ExpectationCase,
  knows: (code: string) => boolean,
): ExpectationFault[] => [
  ...(row.scope === 'message' ? messageScopeFaults(each) : handoverScopeFaults(each)),
  ...dependenceFaults(each),
  ...functionFaults(each, knows),
  ...inside(['deadlines'], deadlineFaults(each.deadlines, row.validFrom)),
];

/** Every fault in the rows, with paths that start at the list; `knows` tells the functions of 8279 that can pass. */
export const expectationFaults = (
  rows: readonly Expectation[],
  knows: (code: string) => boolean,
): readonly ExpectationFault[] => {
  const ids = rows.map(({ id }) => id);
  return rows.flatMap((row, at) =>
    inside(
      [at],
      [
        ...(ids.indexOf(row.id) < at ? [fault(['id'], 'another row has this id')] : []),
        ...(row.replaces !== undefined && !ids.some((id) => id === row.replaces && id !== row.id)
          ? [fault(['replaces'], `there is no other row ${row.replaces}`)]
          : []),
        ...changeFaults(row),
        ...nameFaults(row),
        ...observabilityFaults(row),
        ...row.cases.flatMap((each, number) => inside(['cases', number], caseFaults(row, each, knows))),
      ],
    ),
  );
};
