/** A row of the catalogue, where it is changed and to what (`undefined`: taken out), and what the reader then says. */
type Fault = readonly [what: string, id: string, path: string, value: unknown, wrong: RegExp];

const notice = 'admission-notice';
const deferred = 'early-warning-deferred';
const referral = 'referral-assessed';
const look = 'consult-before-referral';
const due = 'cases.0.deadlines.0.deadline';
const decided = 'cases.0.deadlines.0.decided';
const trigger = 'cases.0.triggers.0';
const fulfilment = 'cases.0.fulfilments.0';

const hour = { validFrom: '2014-01-01', deadline: { kind: 'hours', amount: 1 } };
const unknown = ['LOG_BORTE'];
const receipt = { on: 'receipt', is: ['ok'], functions: 'any' };

/** One fault each, in rows that are otherwise those of the catalogue. */
export const faultyRows: readonly Fault[] = [
  ['a misspelt field', notice, 'serverity', 'low', /serverity/],
  [
    'working days without end',
    notice,
    `${due}`,
    { kind: 'workingDays', amount: 10_000_000 },
    /deadline\.amount.*1000/,
  ],
  [
    'a warning after ages',
    notice,
    `${due}.warn`,
    { gone: { kind: 'days', amount: 2_000 } },
    /deadline\.warn/,
  ],
  ['a severity that is none', notice, 'severity', 'grave', /\.severity/],
  ['no source', notice, 'sources', undefined, /\.sources/],
  ['an empty list of sources', notice, 'sources', [], /\.sources/],
  ['a source without section', notice, 'sources.0.section', undefined, /sources\[0\]\.section/],
  ['an unknown confidence', notice, 'sources.0.confidence', 'X', /confidence/],
  ['a language that is missing', notice, 'texts.nn', undefined, /texts\.nn/],
  ['a text that is blank', notice, 'texts.en.act', ' ', /texts\.en\.act/],
  ['an amount that is missing', notice, `${due}.amount`, undefined, /deadline\.amount/],
  ['an amount of nothing', notice, `${due}.amount`, 0, /deadline\.amount/],
  ['an amount in parts', notice, `${due}.amount`, 1.5, /deadline\.amount/],
  ['an unknown kind of deadline', notice, `${due}.kind`, 'weeks', /deadline\.kind/],
  ['at once without a step', 'ready-notice', `${due}.escalate`, undefined, /deadline\.escalate/],
  ['a warning that is no span', 'apprec', `${due}.warn`, { hours: 4 }, /gone or the time that is left/],
  ['a decided figure that is not there', notice, `${decided}.figures.0`, 'warn', /deadline has no warn/],
  ['a decision without reason', notice, `${decided}.reason`, undefined, /decided\.reason/],
  ['a decision without approver', notice, `${decided}.approver`, undefined, /decided\.approver/],
  ['a deadline too late', notice, 'cases.0.deadlines.0.validFrom', '2015-01-01', /first day, 2014-01-01/],
  ['two deadlines of one day', notice, 'cases.0.deadlines.1', hour, /\[1\]\.validFrom.*not come after/],
  ['an unknown function', notice, `${trigger}.functions`, unknown, /triggers\[0\]\.functions.*LOG_BORTE/],
  ['an unknown one that fulfils', notice, `${fulfilment}.functions`, unknown, /fulfilments\[0\].*LOG_BORTE/],
  ['an unknown one left out', 'apprec', `${trigger}.except`, unknown, /LOG_BORTE/],
  ['an exception from a list', notice, `${trigger}.except`, ['EPIKRISE'], /only any function/],
  ['an unknown code list', referral, `${trigger}.where.0.list`, '1234', /a condition is/],
  ['an unknown trigger', notice, `${trigger}.on`, 'whim', /triggers\[0\]\.on/],
  ['an unknown phase', notice, 'cases.0.triggers.1.enters', 'limbo', /enters/],
  ['an unknown flag', notice, 'cases.0.triggers.1.given', ['rich'], /given/],
  ['an unknown act', 'what-matters', `${fulfilment}.act`, 'prayed', /fulfilments\[0\]\.act/],
  ['an unknown role', notice, 'cases.0.to', ['mayor'], /cases\[0\]\.to/],
  ['nobody who owes', notice, 'cases.0.from', [], /cases\[0\]\.from/],
  ['both changes of death', notice, 'changes', ['D', 'D+'], /not both/],
  ['a change twice', notice, 'changes', ['C', 'C'], /stands twice/],
  ['several cases without names', 'medication-list', 'cases.1.name', undefined, /needs a name/],
  ['two cases of one name', 'medication-list', 'cases.1.name', 'admission', /another case has this name/],
  ['a row to replace that is not there', deferred, 'replaces', 'late-warning', /no other row late-warning/],
  ['a row that replaces itself', deferred, 'replaces', deferred, /no other row/],
  [
    'a party of no message',
    'admission-report',
    'cases.0.from',
    ['receiver'],
    /receiver is a party of a message/,
  ],
  [
    'a receipt of no message',
    notice,
    fulfilment,
    { by: 'receipt', is: ['ok'] },
    /a receipt only of a message/,
  ],
  ['a receipt in a handover', notice, trigger, receipt, /a receipt belongs to a message/],
  ['a look-back without days', look, due, { kind: 'before' }, /a look-back needs the days/],
  ['a look-back from something else', look, due, { kind: 'days', amount: 1 }, /a look-back needs the days/],
  ['a phase for a message', 'apprec', trigger, { on: 'phase', enters: 'ready' }, /only a message or receipt/],
  [
    'a stay for a message',
    referral,
    'cases.0.clock',
    { from: 'stay', moment: 'ready' },
    /has no stay: start/,
  ],
  ['a link by no stay', referral, `${fulfilment}.link`, 'stay', /fulfilments\[0\].*a message has no stay/],
  ['a time in no stay', referral, `${fulfilment}.since`, 'stay', /fulfilments\[0\].*a message has no stay/],
  ['a message that counts once', referral, 'cases.0.count', 'once', /count each/],
  ['acts where messages tell', notice, 'observable.by', 'acts', /seen by messages/],
  ['messages where acts are needed', 'what-matters', 'observable.by', 'messages', /seen by acts/],
  ['none without a reason', notice, 'observable', { by: 'none' }, /observable\.why/],
];
