import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { demo } from '../../src/commands/demo.ts';
import { openTerminal } from './terminal.ts';

const root = join(import.meta.dirname, '../..');
const minute = 60_000;

/** Names and numbers that the messages hold and print must not. */
const persons = [
  'Krekling',
  'Bergljot',
  '17843908209',
  '1939-04-17',
  'Lyngheia',
  'Sølvbunke',
  'Starrgras',
  'Finnskjegg',
];

/** Lines of one step: from its heading to the next. */
const stepOf = (printed: readonly string[], number: number): readonly string[] => {
  const start = printed.findIndex((line) => line.startsWith(`${number}  `));
  const length = printed.slice(start).indexOf('');
  return printed.slice(start, start + length);
};

const withLabel = (lines: readonly string[], label: string): readonly string[] =>
  lines.filter((line) => line.includes(` ${label} `));

test(
  'the demo plays a discharge in which everything goes as scripted, and ends with 0',
  async () => {
    const terminal = await openTerminal();
    expect(await demo(terminal, { exit: true, colour: false })).toBe(0);
    const { printed } = terminal;
    expect(terminal.complained).toEqual([]);

    // All seven messages are accepted; six are delivered and receipted by the receiver's own system.
    const steps = [1, 2, 3, 4, 5, 6, 7].map((number) => stepOf(printed, number));
    expect(steps.map((lines) => withLabel(lines, 'tatt imot').length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(steps.map((lines) => withLabel(lines, 'levert').length)).toEqual([1, 0, 1, 1, 1, 1, 2]);
    expect(steps.map((lines) => withLabel(lines, 'kvittert').length)).toEqual([1, 0, 1, 1, 1, 1, 2]);
    for (const line of steps.flatMap((lines) => withLabel(lines, 'kvittert'))) {
      expect(line).toContain('transport Acknowledged, AppRec Ok');
    }
    expect(steps.map((lines) => lines[1]?.split(' · ')[1])).toEqual([
      'LOG_INNLAGT',
      'LOG_UTSKRIVNINGSKLAR',
      'LOG_UTSKRIVNINGSKLAR',
      'DIALOG_NOTAT',
      'UTSKRIVNINGSRAPPORT',
      'LOG_UTSKREVET',
      'EPIKRISE',
    ]);

    // Both channels are seen.
    expect(steps[0]?.join('\n')).toContain('webhook, signaturen er kontrollert');
    expect(steps[3]?.join('\n')).toContain('hentet fra innboksen');

    // Posted twice, with one effect.
    expect(withLabel(steps[0] ?? [], 'sendt igjen')).toHaveLength(1);
    expect(printed).toContain('Alt gikk som planlagt, og ingen melding kom fram to ganger.');

    // The message to a service that is not there: its code, and in words what to do.
    const astray = steps[1]?.join(' ').replace(/\s+/g, ' ') ?? '';
    expect(astray).toContain('AppRec Rejected E21 Mottaker finnes ikke');
    expect(astray).toContain('Hent mottakeren på nytt fra Adresseregisteret');

    // The thin report: delivered all the same, with what is missing and how to mend it.
    const thin = steps[4]?.join(' ').replace(/\s+/g, ' ') ?? '';
    expect(withLabel(steps[4] ?? [], 'merknad')).toHaveLength(2);
    expect(thin).toContain('Ingen legemidler er oppgitt');
    expect(thin).toContain('Planen for videre oppfølging mangler');
    expect(thin).toContain('hvem gjør hva, og når');
    expect(steps.flatMap((lines) => withLabel(lines, 'merknad'))).toHaveLength(2);
    expect(printed).toContain('7 meldinger sendt: 6 levert og kvittert, 1 avvist, 1 med merknader.');

    // What the messages came to: what nobody sent is told of as late, with what to do; what came, as done.
    const handover = printed.slice(printed.findIndex((line) => line.startsWith('Overgangen:')));
    const late = handover.filter((line) => line.includes('   for sent  '));
    expect(late.join('\n')).toContain('Innleggelsesrapport (sykepleietjenesten i kommunen)');
    expect(late.join('\n')).toContain('Tidligvarsel til kommunen (sykehuset)');
    expect(handover.join('\n')).toContain('Send innleggelsesrapport til avdelingen');
    const met = handover.filter((line) => line.includes('   gjort i tide  ')).join('\n');
    expect(met).toContain('Melding om innlagt pasient (sykehuset)');
    expect(met).toContain('Svar på utskrivningsklar (saksbehandler i kommunen)');
    expect(met).toContain('Epikrise innen én dag (sykehuset)');

    expect(printed.join('\n')).toContain('Pasienten er syntetisk');
    for (const person of persons) expect(printed.join('\n')).not.toContain(person);
    expect(printed.filter((line) => line.length > 100)).toEqual([]);
    expect(printed.join('\n')).not.toContain('\u001b');
  },
  2 * minute,
);

/** A printed curl command as a request; our own lines use only these options. */
const requestOf = async (command: string): Promise<Request> => {
  const url = /'?(http:\/\/[^\s']+)'?$/.exec(command)?.[1] ?? '';
  const file = /--data-binary @(\S+)/.exec(command)?.[1];
  const header = /-H '([^:]+): ([^']+)'/.exec(command);
  if (file === undefined) return new Request(url);
  return new Request(url, {
    method: 'POST',
    headers: { [header?.[1] ?? '']: header?.[2] ?? '' },
    body: await readFile(join(root, file)),
  });
};

test(
  'after the play everything it says to try works, in nynorsk and with the wanted port taken, until it is stopped',
  async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };
    const terminal = await openTerminal({ PORT: String(port) });
    const running = demo(terminal, { lang: 'nn', paceMs: 0, colour: true });
    await terminal.says('Ctrl-C stoppar.');
    const { printed } = terminal;
    const text = printed.join('\n');
    expect(text).toContain('Alt gjekk som planlagt');
    expect(text).toContain('\u001b');
    expect(text).not.toContain(`127.0.0.1:${port}/`);
    expect(printed.map(stripVTControlCharacters).filter((line) => line.length > 100)).toEqual([]);

    const commands = text.replaceAll(' \\\n   ', '').match(/ {2}curl .*/g) ?? [];
    expect(commands).toHaveLength(9);
    const answers = new Map<string, string>();
    for (const command of commands) {
      const request = await requestOf(command);
      const answer = await fetch(request);
      expect(answer.status, command).toBe(request.url.endsWith('/Messages') ? 201 : 200);
      answers.set(command, await answer.text());
      if (answer.status === 201) await terminal.says('tok imot ei melding');
    }
    const said = (part: string) => [...answers].find(([command]) => command.includes(part))?.[1] ?? '';
    expect(said('/status').match(/"appRecStatus":"Ok"/g)).toHaveLength(2);
    expect(said('/apprec')).toContain('"E21"');
    expect(said('/api/messages')).toContain('plo-medicines');
    expect(said('/metrics')).toContain('overgang_messages_received_total');
    expect(said('/validate')).toContain('"verdict":"ok"');
    for (const person of persons) expect(text).not.toContain(person);

    terminal.interrupt();
    expect(await running).toBe(0);
  },
  2 * minute,
);

test(
  'a demo that is stopped in the middle ends in order, and with exit it has not judged',
  async () => {
    const terminal = await openTerminal();
    const running = demo(terminal, { exit: true, paceMs: minute });
    await terminal.says('kvittert');
    terminal.interrupt();
    expect(await running).toBe(1);
    expect(terminal.printed.join('\n')).not.toContain('Alt gikk som planlagt');
  },
  2 * minute,
);

test('a wrong setting ends the demo with 2 and one line that names it', async () => {
  const terminal = await openTerminal({ PORT: 'eighty' });
  expect(await demo(terminal, { exit: true })).toBe(2);
  expect(terminal.complained).toEqual([expect.stringMatching(/^PORT: .*PORT=8080$/)]);
});
