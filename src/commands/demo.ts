import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock, systemStopwatch } from '../adapters/clock.ts';
import { createIds } from '../adapters/ids.ts';
import { secretVariable } from '../adapters/transports/secrets.ts';
import { CannotStart } from '../cannot-start.ts';
import type { Config, Environment } from '../config.ts';
import { type HeldBoard, holdBoard } from '../demo/board.ts';
import { createScenario, type Scenario } from '../demo/cast.ts';
import { tellHandover } from '../demo/handover.ts';
import { createStyle } from '../demo/layout.ts';
import type { Entry } from '../demo/logbook.ts';
import { type Played, play } from '../demo/play.ts';
import { openStage, type Stage, secretRef } from '../demo/stage.ts';
import { createTimeline, nameOf, type Timeline } from '../demo/timeline.ts';
import { tryItLines } from '../demo/try-it.ts';
import { type Words, words } from '../demo/words.ts';
import type { Language } from '../domain/texts.ts';
import { freePort } from '../free-port.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withConfig } from './with-config.ts';

export interface DemoOptions {
  /** Stop when the play is over, and tell by the exit code whether all went as scripted. */
  readonly exit?: boolean;
  /** False: the board is left with nothing but the play. With `exit` it is, too. */
  readonly history?: boolean;
  /** Language of what is printed; bokmål when left out. */
  readonly lang?: Language;
  /** Pause between two messages in milliseconds; none with `exit`, else short enough to read along. */
  readonly paceMs?: number;
  /** Colour in print; when left out, as the terminal is. */
  readonly colour?: boolean;
}

const readingPaceMs = 600;
const keyBytes = 32;

/** The demo has its own embedded database and its own keys: of the caller's settings only these hold for it. */
const settingsOf = (environment: Environment, key: Uint8Array): Environment => ({
  PORT: environment.PORT,
  SCHEMA_DIR: environment.SCHEMA_DIR,
  LOG_LEVEL: environment.LOG_LEVEL || 'warn',
  DATA_DIR: join(environment.DATA_DIR || './data', 'demo'),
  [secretVariable(secretRef)]: `whsec_${Buffer.from(key).toString('base64')}`,
});

const isColourTerminal = ({ NO_COLOR }: Environment): boolean =>
  process.stdout.isTTY === true && (NO_COLOR ?? '') === '';

/** Plays a discharge through a gateway of its own, with simulated record systems, and leaves it running to be tried. */
export const demo = (terminal: Terminal, options: DemoOptions = {}): Promise<ExitCode> => {
  const key = randomBytes(keyBytes);
  const environment = settingsOf(terminal.environment, key);
  return withConfig({ ...terminal, environment }, async (config) => {
    const port = await freePort(config.PORT, config.HOST);
    if (port === undefined) throw new CannotStart(`no port from ${config.PORT} on is free: set PORT`);
    return run(terminal, options, { ...config, PORT: port }, key);
  });
};

const run = async (
  terminal: Terminal,
  options: DemoOptions,
  config: Config,
  key: Uint8Array,
): Promise<ExitCode> => {
  const language = options.lang ?? 'nb';
  const spoken = words[language];
  const style = createStyle(options.colour ?? isColourTerminal(terminal.environment));
  terminal.out(style.strong(spoken.title));
  terminal.out(spoken.starting);
  const stage = await openStage(config, key);
  const { gateway } = stage;
  const timeline = createTimeline({
    out: terminal.out,
    clock: systemClock,
    style,
    words: spoken,
    texts: gateway.standards.texts[language],
  });
  const scenario = createScenario(gateway.directory, systemClock.now());
  const stopping = new AbortController();
  void terminal.stopped.then(() => stopping.abort());
  try {
    const fills = options.exit !== true && options.history !== false;
    const board = fills ? await holdBoard(gateway) : undefined;
    introduce(timeline, spoken, scenario, gateway.url);
    const played = await play({
      scenario,
      systemOf: ({ herId }) => stage.systemOf(herId),
      logbook: stage.logbook,
      timeline,
      language,
      uuid: createIds(systemClock).uuid,
      paceMs: options.paceMs ?? (options.exit === true ? 0 : readingPaceMs),
      signal: stopping.signal,
    });
    // Whoever stops the demo has not found a fault, but a run that must judge has not judged.
    if (stopping.signal.aborted) return options.exit === true ? 1 : 0;
    const admission = played.ids.get('admitted');
    const isFollowed =
      admission !== undefined &&
      (await tellHandover(stage.systemOf(scenario.ward.herId), timeline, { message: admission, language }));
    const asScripted = played.asScripted && isFollowed;
    conclude(timeline, spoken, { ...played, asScripted });
    if (options.exit !== true) {
      if (board !== undefined) await fill(board, timeline, spoken, language);
      listenOn(stage, timeline, spoken, scenario);
      timeline.line(spoken.runsOn);
      for (const line of tryItLines(gateway.url, played.ids, spoken)) terminal.out(line);
      timeline.line();
      timeline.line(spoken.board(gateway.url));
      timeline.line(spoken.stop);
      await terminal.stopped;
    }
    return asScripted ? 0 : 1;
  } finally {
    await stage.stop();
  }
};

const introduce = (timeline: Timeline, spoken: Words, scenario: Scenario, url: string): void => {
  const { ward, caseOffice, nursing, gp } = scenario;
  timeline.line(spoken.intro);
  timeline.line();
  timeline.line(`Gateway: ${url}`);
  timeline.line(`${spoken.systems}:`);
  timeline.line(`- ${nameOf(ward)}: ${spoken.fetches.inbox}`);
  timeline.line(
    `- ${caseOffice.enterprise.name}, ${caseOffice.name}, ${nursing.name}: ${spoken.fetches.webhook}`,
  );
  timeline.line(`- ${nameOf(gp)}: ${spoken.fetches.inbox}`);
};

const conclude = (timeline: Timeline, spoken: Words, played: Played): void => {
  timeline.line();
  timeline.line(spoken.summary(played));
  timeline.line(played.asScripted ? spoken.asScripted : spoken.notAsScripted);
};

/** Behind the play: enough of a county for the board to look at. */
const fill = async (
  board: HeldBoard,
  timeline: Timeline,
  spoken: Words,
  language: Language,
): Promise<void> => {
  timeline.line(spoken.filling);
  const { elapsed } = systemStopwatch;
  const began = elapsed();
  const { messages } = await board.fill();
  const counted = new Intl.NumberFormat(language).format(messages);
  timeline.line(spoken.filled(counted, Math.round((elapsed() - began) / 1000)));
  timeline.line();
};

/** After the play: what the reader's own messages lead to. */
const listenOn = (stage: Stage, timeline: Timeline, spoken: Words, scenario: Scenario): void => {
  const places = [scenario.ward, scenario.nursing, scenario.caseOffice, scenario.gp];
  const told = (entry: Entry): string => {
    if (entry.kind === 'refused') return spoken.outsideRefused(entry.system);
    const place = places.find(({ herId }) => herId === entry.receiver);
    const name = place === undefined ? String(entry.receiver) : nameOf(place);
    return entry.kind === 'arrived' ? spoken.outside(name) : spoken.outsideAnswer(name);
  };
  stage.logbook.listen((entry) => timeline.event(told(entry)));
};
