#!/usr/bin/env node
import { buffer } from 'node:stream/consumers';
import { Command, CommanderError, Option } from 'commander';
import { errorFacts } from './app/error-facts.ts';
import { CannotStart } from './cannot-start.ts';
import type { AccessLogOptions } from './commands/access-log.ts';
import type { BenchValidationOptions } from './commands/bench.ts';
import type { BenchBoardOptions } from './commands/bench-board.ts';
import type { BenchFollowOptions } from './commands/bench-follow.ts';
import type { ExitCode, Terminal } from './commands/command.ts';
import type { DemoOptions } from './commands/demo.ts';
import type { ImportCommandOptions } from './commands/import.ts';
import type { RebuildMeasuresOptions } from './commands/measures.ts';
import type { ReplayOptions } from './commands/replay.ts';
import type { ReportOptions } from './commands/report.ts';
import type { RereadOptions } from './commands/reread.ts';
import type { ResendOptions } from './commands/resend.ts';
import type { SimulateCountyOptions } from './commands/simulate.ts';
import type { ValidateOptions } from './commands/validate.ts';
import type { WordingOptions } from './commands/wording.ts';
import { languages } from './domain/texts.ts';

const stopped = new Promise<void>((resolve) => {
  process.once('SIGTERM', resolve);
  process.once('SIGINT', resolve);
});

const terminal: Terminal = {
  // biome-ignore lint/style/noProcessEnv: the one place that reads the environment
  environment: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  stdin: () => buffer(process.stdin),
  stopped,
};

/** Ends with what is still open closed, or without it when that does not close by itself. */
const end = (code: ExitCode): void => {
  process.exitCode = code;
  setTimeout(() => process.exit(), 2_000).unref();
};

const json = new Option('--json', 'one JSON object a line on stdout');
const lang = new Option('--lang <language>', 'language of the texts').choices(languages).default('nb');

// A command's parts are loaded when it runs: `validate` needs no server, so it does not load one.
const program = new Command('overgang')
  .description('E-message gateway for Norwegian health care')
  .exitOverride()
  .showHelpAfterError();

program
  .command('start')
  .description('run the gateway')
  .addOption(new Option('--role <role>', 'what this process does').choices(['all', 'api', 'worker']))
  .action(async (options: { role?: string }) =>
    end(await (await import('./commands/start.ts')).start(terminal, options)),
  );

program
  .command('demo')
  .description('run the gateway with two simulated record systems that play a discharge')
  .option('--exit', 'stop when the play is over')
  .option('--no-history', 'leave the board with nothing but the play')
  .addOption(lang)
  .action(async (options: DemoOptions) =>
    end(await (await import('./commands/demo.ts')).demo(terminal, options)),
  );

program
  .command('validate')
  .description('judge documents without server or database; - reads standard input')
  .argument('<file...>')
  .addOption(json)
  .addOption(lang)
  .option('--html <file>', 'write a report page to attach to a bug report')
  .option('--with-content', 'show lines of the messages in the report: it then contains health information')
  .action(async (files: string[], options: ValidateOptions) =>
    end(await (await import('./commands/validate.ts')).validateCommand(terminal, files, options)),
  );

program
  .command('standards')
  .description(
    'print what the gateway has of each message type: rules, fixtures, verdicts; 1 if a cell is empty',
  )
  .addOption(json)
  .action(async (options: { json?: boolean }) =>
    end((await import('./commands/standards.ts')).standards(terminal, options)),
  );

program
  .command('expectations')
  .description(
    'play the scenarios of every expectation: on time, late, void, not observable; 1 if one fails or lacks',
  )
  .addOption(json)
  .action(async (options: { json?: boolean }) =>
    end((await import('./commands/expectations.ts')).expectations(terminal, options)),
  );

program
  .command('wording')
  .description('measure the wording rules on the labelled texts')
  .option('--misjudged', 'show the texts that are misjudged, on standard error')
  .addOption(json)
  .action(async (options: WordingOptions) =>
    end((await import('./commands/wording.ts')).wordingCommand(terminal, options)),
  );

const simulate = program
  .command('simulate')
  .description('play simulated traffic; 1 if something is not found that should be');

simulate
  .command('county')
  .description(
    'four hospitals and 27 municipalities for 90 days: what is found against what the script knows',
  )
  .option('--stays <n>', 'patients with a stay', '20000')
  .option('--days <n>', 'days that they are admitted in', '90')
  .option('--seed <n>', 'another seed is another county', '1')
  .option('--into-board', "instead fill the gateway's own empty database up to now, for its board")
  .addOption(json)
  .action(async (options: SimulateCountyOptions) =>
    end(await (await import('./commands/simulate.ts')).simulateCounty(terminal, options)),
  );

const bench = program.command('bench').description('measure; 1 if what must hold does not');

bench
  .command('validation')
  .description('rate of validation against parsing and XSD alone, its time for one message, and its memory')
  .option('--messages <n>', 'validations of the memory run', '200000')
  .addOption(json)
  .action(async (options: BenchValidationOptions) =>
    end((await import('./commands/bench.ts')).benchValidation(terminal, options)),
  );

bench
  .command('follow')
  .description('cost of a tick while many expectations are open; 1 if it takes a second')
  .option('--open <n>', 'open expectations', '100000')
  .addOption(json)
  .action(async (options: BenchFollowOptions) =>
    end(await (await import('./commands/bench-follow.ts')).benchFollow(terminal, options)),
  );

bench
  .command('board')
  .description(
    "fill a blank PostgreSQL database with a year of traffic, count it, and time the board's questions",
  )
  .option('--messages <n>', 'messages, receipts not among them', '1000000')
  .option('--reuse', 'ask a database that this has filled before')
  .option('--only <text>', 'only the questions whose name holds this')
  .addOption(json)
  .action(async (options: BenchBoardOptions) =>
    end(await (await import('./commands/bench-board.ts')).benchBoard(terminal, options)),
  );

program
  .command('migrate')
  .description('bring the database up to date')
  .action(async () => end(await (await import('./commands/migrate.ts')).migrateCommand(terminal)));

program
  .command('seed')
  .description('replace the directory with the organisations of a folder')
  .option('--dir <folder>', "folder of YAML files; the project's own by default")
  .action(async (options: { dir?: string }) =>
    end(await (await import('./commands/seed.ts')).seed(terminal, options)),
  );

program
  .command('doctor')
  .description('check configuration and connections, and say what to do')
  .addOption(json)
  .action(async (options: { json?: boolean }) =>
    end(await (await import('./commands/doctor.ts')).doctor(terminal, options)),
  );

program
  .command('resend')
  .description('send finished deliveries again; shows which ones until --yes is given')
  .option('--id <uuid>', 'one message')
  .option('--receiver <her-id>', 'to one receiver')
  .option('--sender <her-id>', 'from one sender')
  .option('--type <code>', 'of one type (8279)')
  .option('--from <time>', 'received from this time on')
  .option('--to <time>', 'received before this time')
  .option('--state <states>', 'transport states, with commas between (abandoned,rejected by default)')
  .option('--limit <n>', 'at most this many', '100')
  .option('--rate <n>', 'at most this many a second', '5')
  .option('--yes', 'send them')
  .addOption(json)
  .action(async (options: ResendOptions) =>
    end(await (await import('./commands/resend.ts')).resendCommand(terminal, options)),
  );

program
  .command('replay')
  .description('show what a draft of expectations or rules would change in stored traffic; stores nothing')
  .option(
    '--expectations <file>',
    'draft of expectations, deadlines or settings (YAML); - reads standard input',
  )
  .option('--rules <file>', 'draft of rules on content (YAML)')
  .option('--from <time>', 'from this date or time on; rules: the last 30 days by default')
  .option('--to <time>', 'before this date or time')
  .option('--examples <n>', 'ids shown of each change', '3')
  .addOption(json)
  .addOption(lang)
  .action(async (options: ReplayOptions) =>
    end(await (await import('./commands/replay.ts')).replay(terminal, options)),
  );

program
  .command('import')
  .description('take in an archive of earlier messages and receipts: delivers and tells nothing')
  .argument('<archive>', 'folder or ZIP file')
  .option('--times <file>', 'CSV of when messages came: received and msgId, or received and file')
  .option('--file-times', 'take the time of the file instead of GenDate where the CSV has none')
  .option('--no-apprecs', 'the archive has no receipts: miss none')
  .option('--names', 'show names of files, which may tell who patients are')
  .option('--dry-run', 'read and judge everything, store nothing')
  .addOption(json)
  .action(async (archive: string, options: ImportCommandOptions) =>
    end(await (await import('./commands/import.ts')).importCommand(terminal, archive, options)),
  );

program
  .command('reread')
  .description('read stored messages anew for their handovers, after a version that reads them otherwise')
  .option('--from <time>', 'received from this time on')
  .option('--to <time>', 'received before this time')
  .action(async (options: RereadOptions) =>
    end(await (await import('./commands/reread.ts')).rereadCommand(terminal, options)),
  );

const measures = program.command('measures').description('what the board sees: counts apart from messages');

measures
  .command('rebuild')
  .description('count everything anew from what is stored')
  .option('--from <day>', 'from this day on')
  .option('--to <day>', 'to this day')
  .addOption(json)
  .action(async (options: RebuildMeasuresOptions) =>
    end(await (await import('./commands/measures.ts')).rebuildMeasures(terminal, options)),
  );

program
  .command('report')
  .description("write the board's report of a year or a quarter, of what is published")
  .requiredOption('--year <year>', 'the year')
  .option('--quarter <number>', 'one quarter of it')
  .addOption(new Option('--format <format>', 'kind of file').choices(['csv', 'xlsx', 'json']).default('json'))
  .option('--out <file>', 'where to write it; else to standard output')
  .addOption(lang)
  .action(async (options: ReportOptions) =>
    end(await (await import('./commands/report.ts')).report(terminal, options)),
  );

const accessLog = program.command('access-log').description('the log of who was shown what');

accessLog
  .command('verify')
  .description('walk the chain of the log and name the first entry that does not hold; 1 if there is one')
  .option('--head <seq:hash>', 'a head that the gateway has noted in its own log')
  .addOption(json)
  .action(async (options: AccessLogOptions) =>
    end(await (await import('./commands/access-log.ts')).accessLogVerify(terminal, options)),
  );

program
  .command('reencrypt')
  .description('seal every payload with the newest key')
  .action(async () => end(await (await import('./commands/reencrypt.ts')).reencrypt(terminal)));

/** A defect ends the process: what runs again starts clean, and nothing accepted is lost. Its message may hold content. */
const endByDefect = (error: unknown): never => {
  terminal.err(JSON.stringify({ level: 'fatal', ...errorFacts(error) }));
  process.exit(70);
};
process.on('uncaughtException', endByDefect);
process.on('unhandledRejection', endByDefect);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CannotStart) {
    terminal.err(error.message);
    process.exitCode = 2;
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    endByDefect(error);
  }
}
