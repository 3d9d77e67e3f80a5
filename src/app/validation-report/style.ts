import { createHash } from 'node:crypto';
import { html } from './html.ts';

/**
 * The page's only style. Colours have at least 4.5:1 against their ground, light and dark (WCAG 2.2, 1.4.3); states
 * are told in words too, never by colour alone (1.4.1). On paper everything is black on white.
 */
export const style = html`
:root { color-scheme: light dark; --ink: #1c2a33; --quiet: #4a5a64; --paper: #fff; --soft: #eef3f5; --line: #b3c0c7;
  --accent: #00596b; --good: #17623a; --bad: #a3141c; --fair: #7a4a00; --alarm: #a3141c; --on-alarm: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eef1; --quiet: #b0bfc6; --paper: #12191d; --soft: #1d282e; --line: #51626b;
    --accent: #6fd0e4; --good: #7fd8a2; --bad: #ff9d9a; --fair: #f2c063; --alarm: #a3141c; --on-alarm: #fff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif;
  overflow-wrap: anywhere; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; display: block; padding: .75rem 1.25rem; }
header, main, footer { max-width: 52rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
footer { padding-bottom: 4rem; color: var(--quiet); }
main:focus { outline: none; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.375rem; line-height: 1.3; margin: 3rem 0 .5rem; padding-top: 1rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.125rem; margin: 1.75rem 0 .5rem; }
h4, h5 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
ul, ol { padding-left: 1.5rem; margin: .5rem 0; }
.entries { list-style: none; padding: 0; }
.entries > li { border-left: 4px solid var(--line); padding: .125rem 0 .125rem .875rem; margin: 0 0 1rem; }
.entries h4, .entries h5 { margin: 0 0 .25rem; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { background: var(--soft); padding: .625rem .75rem; margin: .5rem 0; white-space: pre-wrap; tab-size: 2; }
pre span { color: var(--quiet); user-select: none; }
mark { background: none; color: inherit; font-weight: 700; }
dl { margin: .25rem 0; }
dt { font-weight: 600; margin-top: .375rem; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .375rem .5rem .375rem 0; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 600; }
thead th { border-bottom-width: 2px; }
.figure { text-align: right; padding-right: 0; width: 4.75rem; overflow-wrap: normal; }
.state { width: 6.5rem; overflow-wrap: normal; }
.detail { display: block; font-weight: 400; }
.verdict { font-weight: 700; }
p .verdict { font-size: 1.125rem; }
.ok { color: var(--good); }
.rejected, .unreadable { color: var(--bad); }
.partial { color: var(--fair); }
.alarm { background: var(--alarm); color: var(--on-alarm); padding: .75rem 1rem; margin: 1rem 0; font-weight: 600;
  border: 2px solid var(--alarm); }
@media (min-width: 40rem) {
  .pair { display: grid; grid-template-columns: 12rem minmax(0, 1fr); column-gap: 1rem; }
  dt { margin: 0; }
  dt, dd { padding: .125rem 0; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --quiet: #333; --paper: #fff; --soft: #fff; --line: #777; --accent: #000;
    --good: #000; --bad: #000; --fair: #000; --alarm: #a3141c; --on-alarm: #a3141c; }
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  .skip { display: none; }
  .alarm { background: none; }
  pre { border: 1px solid var(--line); }
  h2, h3, h4, h5 { break-after: avoid; }
  tr, .pair { break-inside: avoid; }
  code, pre { font-size: 8.5pt; }
  h1 { font-size: 18pt; } h2 { font-size: 14pt; } h3 { font-size: 12pt; } h4, h5 { font-size: 10pt; }
}
`;

/** Content-Security-Policy of the page, in its head and in the answer that carries it: that style, and nothing else. */
export const reportPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256')
  .update(String(style))
  .digest('base64')}'; base-uri 'none'; form-action 'none'`;
