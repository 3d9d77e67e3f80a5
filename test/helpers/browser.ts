import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Role } from '../../src/domain/roles.ts';
import type { Language } from '../../src/domain/texts.ts';

/** The web app in real Chromium, as a reader has it before her. */

type Theme = 'light' | 'dark';

/** How it is looked at. */
export interface Looks {
  readonly language: Language;
  readonly theme: Theme;
  /** Of the window, in CSS pixels. */
  readonly width: number;
}

/** Who looks: as the sandbox lets anybody be. */
export interface Reader {
  readonly role: Role;
  /** HER-id of the enterprise, for roles that work for one. */
  readonly actAs?: number;
  readonly person?: string;
}

export interface VisitOptions extends Partial<Looks> {
  /** Where the gateway listens. */
  readonly url: string;
  readonly reader: Reader;
  /** What the browser's clock shows; it stands still. */
  readonly now?: Date;
}

/** A window on the web app. What the browser complains of is kept, and `close` fails on it. */
export interface Visit {
  readonly page: Page;
  /** Goes to an address within the app and waits until the page stands. */
  open(path: string): Promise<void>;
  /** Resolves when nothing is being fetched or drawn, and nothing says that it is loading. */
  settled(): Promise<void>;
  /** Changes language, colours or width as a reader does, on the page that is open. */
  change(looks: Partial<Looks>): Promise<void>;
  /** Takes it that the browser complains of this: a refusal that a test asks for is such a complaint. */
  forgive(complaint: RegExp): void;
  /** No error in the console, breach of the security policy, failed request or uncaught error until now. */
  expectNoFaults(): void;
  /** No violation of WCAG 2.2 A and AA, or of axe's best practices. */
  expectAccessible(): Promise<void>;
  /** The page does not scroll sideways; tables may, in boxes of their own. */
  expectFits(): Promise<void>;
  /** No key in place of a text, no unfilled {place}, none of the words that programs say when a value is missing. */
  expectWords(): Promise<void>;
  /** Keeps a picture of the whole page, `<page>/<name>.png` in SCREENSHOTS, else in test/e2e/screenshots. */
  keepPicture(page: string, name: string): Promise<void>;
  /** Ends it; fails when the browser complained. */
  close(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');
const pictures = process.env.SCREENSHOTS || join(root, 'test/e2e/screenshots');
const height = 900;
const readyWithin = 20_000;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What keys of texts begin with. */
const folders = readdirSync(join(root, 'seeds/web'));
const raw = [
  new RegExp(`(?<![\\w/.@-])(${folders.join('|')})\\.[a-z]\\w*(\\.[\\w-]+)*(?!\\w)`),
  /\{\w+\}/,
  /\b(undefined|NaN|Invalid Date)\b|\[object /,
];

/** Puts the reader where the app looks for her, before its own scripts run. */
const signIn = async (context: BrowserContext, { reader, language, theme }: VisitOptions): Promise<void> => {
  const session = {
    role: reader.role,
    person: reader.person ?? 'Kari Prøve',
    ...(reader.actAs !== undefined && { actAs: String(reader.actAs) }),
  };
  await context.addInitScript(
    ([stored, spoken, colours]) => {
      // Once: what the reader chooses afterwards outlasts a reload.
      if (sessionStorage.getItem('overgang.session') !== null) return;
      sessionStorage.setItem('overgang.session', stored);
      localStorage.setItem('overgang.language', spoken);
      localStorage.setItem('overgang.theme', colours);
    },
    [JSON.stringify(session), language ?? 'nn', theme ?? 'light'] as const,
  );
};

const none = (complaints: readonly string[]): void => {
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
};

/** Collects what the browser complains of. */
const listen = (page: Page): string[] => {
  const faults: string[] = [];
  page.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // Leaving a page ends what it was still asking for.
    if (why !== 'net::ERR_ABORTED') faults.push(`request: ${request.url()} ${why}`);
  });
  return faults;
};

/** Counts what the page asks for; `ended` resolves when all of it has come, or failed. */
const watchTraffic = (page: Page) => {
  const traffic = {
    asked: 0,
    open: 0,
    async ended(deadline: number): Promise<void> {
      while (traffic.open > 0) {
        if (performance.now() > deadline) throw new Error(`${traffic.open} requests never end`);
        await page.waitForEvent('requestfinished', { timeout: 200 }).catch(() => undefined);
      }
    },
  };
  page.on('request', () => {
    traffic.asked += 1;
    traffic.open += 1;
  });
  const end = () => {
    traffic.open -= 1;
  };
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return traffic;
};

/** Opens a window for a reader. Close it. */
export const visit = async (browser: Browser, options: VisitOptions): Promise<Visit> => {
  const context = await browser.newContext({
    baseURL: options.url,
    viewport: { width: options.width ?? 1280, height },
    reducedMotion: 'reduce',
    locale: 'nb-NO',
    timezoneId: 'Europe/Oslo',
  });
  await signIn(context, options);
  const page = await context.newPage();
  page.setDefaultTimeout(readyWithin);
  if (options.now !== undefined) await page.clock.setFixedTime(options.now);
  const faults = listen(page);
  const forgiven: RegExp[] = [];
  const traffic = watchTraffic(page);
  const settled = async (): Promise<void> => {
    const deadline = performance.now() + readyWithin;
    for (let before = -1; before !== traffic.asked; ) {
      before = traffic.asked;
      await page.waitForFunction(isStill, undefined, { timeout: readyWithin });
      await traffic.ended(deadline);
      await page.evaluate(twoFrames);
    }
  };
  const opened: Visit = {
    page,
    settled,
    async open(path) {
      await page.goto(path);
      await settled();
    },
    async change({ language, theme, width }) {
      if (width !== undefined) await page.setViewportSize({ width, height });
      if (language !== undefined) await page.locator(`header [lang=${language}]`).click();
      if (theme !== undefined && (await page.locator(`html[data-color-scheme=${theme}]`).count()) === 0) {
        await page.locator('header .og-choices > button').last().click();
      }
      await page.mouse.move(0, 0);
      await settled();
    },
    forgive: (complaint) => void forgiven.push(complaint),
    expectNoFaults() {
      none(faults.filter((fault) => !forgiven.some((complaint) => complaint.test(fault))));
    },
    async expectAccessible() {
      if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
      const found = await page.evaluate(async (values) => {
        const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
        return (await axe.run(document, {
          runOnly: { type: 'tag', values },
          resultTypes: ['violations'],
        })) as Pick<AxeResults, 'violations'>;
      }, axeTags);
      const said = found.violations.map(
        ({ id, help, nodes }) =>
          `${id}: ${help}: ${nodes
            .slice(0, 3)
            .map(({ html, failureSummary }) => `${html.slice(0, 200)} (${failureSummary})`)
            .join(' | ')}`,
      );
      none(said);
    },
    async expectFits() {
      none(await page.evaluate(tooWide));
    },
    async expectWords() {
      const said = await page.evaluate(allWords);
      none(said.filter((text) => raw.some((pattern) => pattern.test(text))));
    },
    async keepPicture(folder, name) {
      mkdirSync(join(pictures, folder), { recursive: true });
      await page.screenshot({ path: join(pictures, folder, `${name}.png`), fullPage: true });
    },
    async close() {
      await context.close();
      opened.expectNoFaults();
    },
  };
  return opened;
};

// What follows runs in the page.

/** True when nothing says that it loads, and every picture is drawn. */
const isStill = (): boolean =>
  document.querySelector('main h1, main .og-nothing, main [role=alert]') !== null &&
  document.querySelector('main [role=status] .ds-spinner, main [aria-busy=true], .og-picture:empty') === null;

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** What makes the page wider than the window; nothing when it fits. */
const tooWide = (): readonly string[] => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const isClipped = (element: Element): boolean => {
    for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    }
    return false;
  };
  const guilty = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 1 && !isClipped(element),
  );
  return [
    `${scrollWidth} px in ${clientWidth}`,
    ...guilty.slice(-3).map((element) => element.outerHTML.slice(0, 160)),
  ];
};

/** Every text there is to read or to hear. */
const allWords = (): readonly string[] => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [document.title];
  while (walker.nextNode() !== null) {
    if (walker.currentNode.parentElement?.closest('script, style, pre, code') === null) {
      texts.push(walker.currentNode.textContent ?? '');
    }
  }
  for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      texts.push(element.getAttribute(name) ?? '');
    }
  }
  return texts.filter((text) => text.trim() !== '');
};
