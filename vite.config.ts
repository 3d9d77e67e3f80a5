import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { parse } from 'yaml';

const textsFolder = join(import.meta.dirname, 'seeds', 'web');
const idOf = /^\0?texts:(nb|nn|en)$/;

/** `import('texts:nn')`: the texts of every page in one language, by page; a chunk of its own. */
const texts = (): Plugin => ({
  name: 'texts',
  resolveId: (id) => (idOf.test(id) ? `\0${id}` : undefined),
  load(id) {
    const language = idOf.exec(id)?.[1];
    if (language === undefined) return undefined;
    const pages = readdirSync(textsFolder, { withFileTypes: true }).filter((one) => one.isDirectory());
    const read = pages.map(({ name }) => {
      const file = join(textsFolder, name, `${language}.yaml`);
      this.addWatchFile(file);
      return [name, parse(readFileSync(file, 'utf8'))];
    });
    return `export default ${JSON.stringify(Object.fromEntries(read))}`;
  },
});

const dataPicture =
  /url\((?:"(data:image\/svg\+xml[^,]*,(?:\\.|[^"\\])*)"|(data:image\/svg\+xml[^,]*,[^)]*))\)/g;

/** Gives pictures that style sheets bring with them files of their own: our Content-Security-Policy loads no data. */
const unfold = (): Plugin => ({
  name: 'unfold',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
        file.source = String(file.source).replaceAll(dataPicture, (_url, quoted?: string, bare?: string) => {
          const data = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '';
          const source = decodeURIComponent(data.slice(data.indexOf(',') + 1));
          const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
          const fileName = `assets/icon-${hash}.svg`;
          this.emitFile({ type: 'asset', fileName, source });
          return `url(/${fileName})`;
        });
        if (/data:image/.test(file.source)) this.error(`${file.fileName} still holds pictures`);
      }
    },
  },
});

const isWorthPacking = /\.(js|css|html|svg)$/;

/** Packs what is served once, when it is built, in place of at every request. */
const pack = (): Plugin => ({
  name: 'pack',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!isWorthPacking.test(fileName)) continue;
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        this.emitFile({
          type: 'asset',
          fileName: `${fileName}.br`,
          source: brotliCompressSync(source, { params }),
        });
      }
    },
  },
});

/** The web app: `npm run build` makes dist/web, which the gateway serves; `npm run dev` serves it with a gateway on 8080. */
export default defineConfig({
  root: join(import.meta.dirname, 'src', 'web'),
  plugins: [react(), texts(), unfold(), pack()],
  build: {
    outDir: join(import.meta.dirname, 'dist', 'web'),
    emptyOutDir: true,
    // Nothing inline: our Content-Security-Policy lets no page carry scripts or data of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
