import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { every, page } from './pages.ts';

describe('the page as a document', () => {
  const made = page(every, { language: 'nn', withContent: true });

  it('loads nothing and allows nothing but its own style', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(made)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(made)?.[1];
    expect(policy?.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(style).not.toMatch(/url\(|@import|[<&]/);
    expect(made.replace(style, '')).not.toMatch(/<(?:script|link|img|iframe)|\s(?:src|style|on\w+)=/);
  });

  it('has one h1, skips no level of heading, and gives each id once', () => {
    const levels = [...made.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
    const ids = [...made.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is in the language asked for, with other languages marked', () => {
    expect(made).toContain('<html lang="nn">');
    expect(made).toMatch(/<span lang="en">[^<]* is not valid/);
    expect(made).toMatch(/<span lang="nb">MsgId er ikke en UUID/);
  });

  it('has tables with captions and scoped headings', () => {
    const tables = made.match(/<table>[\s\S]*?<\/table>/g) ?? [];
    expect(tables).toHaveLength(3);
    for (const table of tables) {
      expect(table).toMatch(/<caption>[^<]+<\/caption>/);
      expect(table).not.toMatch(/<th(?! scope=)[ >]/);
    }
  });

  /** WCAG 2.2: relative luminance. */
  const luminance = (colour: string): number => {
    const hex = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  it.each(['light', 'dark'] as const)('has enough contrast between text and ground, %s', (scheme) => {
    const colours = new Map<string, string>();
    const blocks = made.match(/:root \{[^}]*\}/g) ?? [];
    for (const block of blocks.slice(0, scheme === 'light' ? 1 : 2)) {
      for (const [, name = '', value = ''] of block.matchAll(/--([a-z-]+): (#[0-9a-f]+)/g))
        colours.set(name, value);
    }
    const ratio = (one: string, other: string): number => {
      const [low = 0, high = 0] = [one, other]
        .map((name) => luminance(colours.get(name) ?? ''))
        .sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    for (const text of ['ink', 'quiet', 'accent', 'good', 'bad', 'fair'])
      expect(ratio(text, 'paper'), text).toBeGreaterThanOrEqual(4.5);
    for (const text of ['ink', 'quiet']) expect(ratio(text, 'soft'), text).toBeGreaterThanOrEqual(4.5);
    expect(ratio('on-alarm', 'alarm')).toBeGreaterThanOrEqual(4.5);
  });
});
