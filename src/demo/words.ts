import type { Severity } from '../domain/finding.ts';
import type { Language } from '../domain/texts.ts';
import type { Channel } from './logbook.ts';
import type { StepName } from './steps.ts';

/** What the demo says, in one language. Labels are short: they stand in a column. */
export interface Words {
  readonly title: string;
  readonly intro: string;
  readonly starting: string;
  readonly systems: string;
  readonly weekdays: readonly string[];
  readonly at: string;
  readonly steps: Readonly<Record<StepName, string>>;
  readonly labels: {
    readonly from: string;
    readonly to: string;
    readonly copy: string;
    readonly accepted: string;
    readonly again: string;
    readonly delivered: string;
    readonly receipted: string;
    readonly rejected: string;
    readonly finding: string;
    readonly fault: string;
  };
  readonly sameId: string;
  readonly handover: string;
  readonly unseen: (count: number) => string;
  readonly channels: Readonly<Record<Channel, string>>;
  readonly fetches: Readonly<Record<Channel, string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly summary: (figures: Figures) => string;
  readonly asScripted: string;
  readonly notAsScripted: string;
  readonly runsOn: string;
  readonly tries: Readonly<Record<TryName, string>>;
  readonly filling: string;
  readonly filled: (messages: string, seconds: number) => string;
  readonly board: (url: string) => string;
  readonly stop: string;
  readonly outside: (name: string) => string;
  readonly outsideAnswer: (name: string) => string;
  readonly outsideRefused: (name: string) => string;
}

export interface Figures {
  readonly sent: number;
  readonly receipted: number;
  readonly rejected: number;
  readonly withFindings: number;
}

export type TryName = 'open' | 'status' | 'reasons' | 'story' | 'send' | 'inbox' | 'judge' | 'command';

const nb: Words = {
  title: 'Overgang: en utskriving, fra innleggelse til epikrise',
  intro:
    'Journalsystemene er simulert og bruker bare HTTP. Pasienten er syntetisk, og ingenting om pasienten skrives ut her. Oppholdet varer i to døgn i fortellingen og noen sekunder i virkeligheten.',
  starting: 'Starter gatewayen med innebygd database …',
  systems: 'Journalsystemer',
  weekdays: ['søndag', 'mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag'],
  at: 'kl.',
  steps: {
    admitted: 'Pasienten er innlagt',
    readyAstray: 'Utskrivningsklar, men meldingen går til en tjeneste som ikke finnes',
    ready: 'Utskrivningsklar, rettet og sendt på nytt med ny MsgId',
    answer: 'Kommunen svarer: kan ta imot i morgen',
    report: 'Utskrivningsrapport, men den er tynn',
    discharged: 'Pasienten er utskrevet',
    summary: 'Epikrise til fastlegen, med kopi til hjemmesykepleien',
  },
  labels: {
    from: 'fra',
    to: 'til',
    copy: 'kopi til',
    accepted: 'tatt imot',
    again: 'sendt igjen',
    delivered: 'levert',
    receipted: 'kvittert',
    rejected: 'avvist',
    finding: 'merknad',
    fault: 'feil',
  },
  handover: 'Overgangen: det som skulle komme, og det som kom',
  unseen: (count) => `${count} ting kan ingen se om er gjort: det blir ikke registrert`,
  sameId: 'som etter et nettbrudd: samme id til svar, ingen ny virkning',
  channels: { webhook: 'webhook, signaturen er kontrollert', inbox: 'hentet fra innboksen' },
  fetches: { webhook: 'får meldingene som webhook', inbox: 'henter meldingene selv' },
  severities: { info: 'til orientering', low: 'lav', medium: 'middels', high: 'høy', critical: 'kritisk' },
  summary: ({ sent, receipted, rejected, withFindings }) =>
    `${sent} meldinger sendt: ${receipted} levert og kvittert, ${rejected} avvist, ${withFindings} med merknader.`,
  asScripted: 'Alt gikk som planlagt, og ingen melding kom fram to ganger.',
  notAsScripted: 'Noe gikk ikke som planlagt; se linjene merket «feil».',
  runsOn: 'Gatewayen og journalsystemene går fortsatt. Prøv dette i et annet vindu, fra prosjektmappen:',
  tries: {
    open: 'Er den i live, er den klar, hva teller den?',
    status: 'Hvor står epikrisen hos hver mottaker?',
    reasons: 'Hvorfor ble meldingen avvist?',
    story: 'Alt som hendte med den tynne utskrivningsrapporten, med merknader:',
    send: 'Send en melding fra et annet sykehus; kommunen kvitterer:',
    inbox: 'Kvitteringen ligger nå ulest hos avsenderen:',
    judge: 'Kontroller en melding uten å sende den:',
    command: 'Det samme uten gateway:',
  },
  filling: 'Henter fram fire måneder med trafikk fra hele fylket, så tavla har noe å vise …',
  filled: (messages, seconds) =>
    `${messages} meldinger fra sykehusene, 27 kommuner og fastlegene er på plass etter ${seconds} s. Alle pasientene er syntetiske.`,
  board: (url) => `Se tavla i nettleseren: ${url}`,
  stop: 'Ctrl-C stopper.',
  outside: (name) => `${name} tok imot en melding og kvitterer`,
  outsideAnswer: (name) => `${name} fikk en kvittering`,
  outsideRefused: (name) => `${name} tok ikke imot noe som kom`,
};

const nn: Words = {
  ...nb,
  title: 'Overgang: ei utskriving, frå innlegging til epikrise',
  intro:
    'Journalsystema er simulerte og bruker berre HTTP. Pasienten er syntetisk, og ingenting om pasienten blir skrive ut her. Opphaldet varer i to døgn i forteljinga og nokre sekund i røynda.',
  starting: 'Startar gatewayen med innebygd database …',
  systems: 'Journalsystem',
  weekdays: ['søndag', 'måndag', 'tysdag', 'onsdag', 'torsdag', 'fredag', 'laurdag'],
  steps: {
    admitted: 'Pasienten er innlagd',
    readyAstray: 'Utskrivingsklar, men meldinga går til ei teneste som ikkje finst',
    ready: 'Utskrivingsklar, retta og sendt på nytt med ny MsgId',
    answer: 'Kommunen svarer: kan ta imot i morgon',
    report: 'Utskrivingsrapport, men han er tynn',
    discharged: 'Pasienten er utskriven',
    summary: 'Epikrise til fastlegen, med kopi til heimesjukepleia',
  },
  labels: {
    from: 'frå',
    to: 'til',
    copy: 'kopi til',
    accepted: 'teken imot',
    again: 'send igjen',
    delivered: 'levert',
    receipted: 'kvittert',
    rejected: 'avvist',
    finding: 'merknad',
    fault: 'feil',
  },
  handover: 'Overgangen: det som skulle kome, og det som kom',
  unseen: (count) => `${count} ting kan ingen sjå om er gjort: det blir ikkje registrert`,
  sameId: 'som etter eit nettbrot: same id til svar, ingen ny verknad',
  channels: { webhook: 'webhook, signaturen er kontrollert', inbox: 'henta frå innboksen' },
  fetches: { webhook: 'får meldingane som webhook', inbox: 'hentar meldingane sjølv' },
  severities: { info: 'til orientering', low: 'låg', medium: 'middels', high: 'høg', critical: 'kritisk' },
  summary: ({ sent, receipted, rejected, withFindings }) =>
    `${sent} meldingar sende: ${receipted} leverte og kvitterte, ${rejected} avvist, ${withFindings} med merknader.`,
  asScripted: 'Alt gjekk som planlagt, og inga melding kom fram to gonger.',
  notAsScripted: 'Noko gjekk ikkje som planlagt; sjå linjene merkte «feil».',
  runsOn: 'Gatewayen og journalsystema går framleis. Prøv dette i eit anna vindauge, frå prosjektmappa:',
  tries: {
    open: 'Er han i live, er han klar, kva tel han?',
    status: 'Kvar står epikrisa hos kvar mottakar?',
    reasons: 'Kvifor vart meldinga avvist?',
    story: 'Alt som hende med den tynne utskrivingsrapporten, med merknader:',
    send: 'Send ei melding frå eit anna sjukehus; kommunen kvitterer:',
    inbox: 'Kvitteringa ligg no ulesen hos avsendaren:',
    judge: 'Kontroller ei melding utan å sende henne:',
    command: 'Det same utan gateway:',
  },
  filling: 'Hentar fram fire månader med trafikk frå heile fylket, så tavla har noko å vise …',
  filled: (messages, seconds) =>
    `${messages} meldingar frå sjukehusa, 27 kommunar og fastlegane er på plass etter ${seconds} s. Alle pasientane er syntetiske.`,
  board: (url) => `Sjå tavla i nettlesaren: ${url}`,
  stop: 'Ctrl-C stoppar.',
  outside: (name) => `${name} tok imot ei melding og kvitterer`,
  outsideAnswer: (name) => `${name} fekk ei kvittering`,
  outsideRefused: (name) => `${name} tok ikkje imot noko som kom`,
};

const en: Words = {
  ...nb,
  title: 'Overgang: a discharge, from admission to discharge summary',
  intro:
    'The record systems are simulated and use HTTP only. The patient is synthetic, and nothing about the patient is printed here. The stay lasts two days in the story and some seconds in reality.',
  starting: 'Starting the gateway with its embedded database …',
  systems: 'Record systems',
  weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  at: 'at',
  steps: {
    admitted: 'The patient is admitted',
    readyAstray: 'Ready for discharge, but the message goes to a service that does not exist',
    ready: 'Ready for discharge, corrected and sent again with a new MsgId',
    answer: 'The municipality answers: can receive tomorrow',
    report: 'Discharge report, but a thin one',
    discharged: 'The patient is discharged',
    summary: 'Discharge summary to the GP, with a copy to the nursing service',
  },
  labels: {
    from: 'from',
    to: 'to',
    copy: 'copy to',
    accepted: 'accepted',
    again: 'sent again',
    delivered: 'delivered',
    receipted: 'receipted',
    rejected: 'rejected',
    finding: 'finding',
    fault: 'fault',
  },
  handover: 'The handover: what should have come, and what came',
  unseen: (count) => `nobody can tell of ${count} more, as such things are not reported`,
  sameId: 'as after a network failure: the same id in answer, no second effect',
  channels: { webhook: 'webhook, signature verified', inbox: 'fetched from the inbox' },
  fetches: { webhook: 'gets its messages by webhook', inbox: 'fetches its messages' },
  severities: { info: 'information', low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
  summary: ({ sent, receipted, rejected, withFindings }) =>
    `${sent} messages sent: ${receipted} delivered and receipted, ${rejected} rejected, ${withFindings} with findings.`,
  asScripted: 'All went as planned, and no message arrived twice.',
  notAsScripted: 'Something did not go as planned; see the lines marked "fault".',
  runsOn:
    'The gateway and the record systems are still running. Try this in another window, from the project folder:',
  tries: {
    open: 'Is it alive, is it ready, what does it count?',
    status: 'Where does the discharge summary stand with each receiver?',
    reasons: 'Why was the message rejected?',
    story: 'All that happened to the thin discharge report, with findings:',
    send: 'Send a message from another hospital; the municipality receipts it:',
    inbox: 'The receipt now lies unread with its sender:',
    judge: 'Check a message without sending it:',
    command: 'The same without a gateway:',
  },
  filling: 'Fetching four months of traffic from the whole county, so that the board has something to show …',
  filled: (messages, seconds) =>
    `${messages} messages from the hospitals, 27 municipalities and the GPs are in place after ${seconds} s. All patients are synthetic.`,
  board: (url) => `See the board in your browser: ${url}`,
  stop: 'Ctrl-C stops.',
  outside: (name) => `${name} took a message and receipts it`,
  outsideAnswer: (name) => `${name} got a receipt`,
  outsideRefused: (name) => `${name} did not take something that came`,
};

export const words: Readonly<Record<Language, Words>> = { nb, nn, en };
