import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Where Chromium is: CHROMIUM_PATH, else on PATH, else Debian's place; undefined where there is none. */
export const findChromium = (): string | undefined => {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = [
    process.env.CHROMIUM_PATH ?? '',
    ...onPath.flatMap((folder) => names.map((name) => join(folder, name))),
    '/usr/bin/chromium',
  ];
  return places.find((place) => place !== '' && existsSync(place));
};

/** Opens the Chromium at a path. */
export const openChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    // Its sandbox does not work as root, and nothing but our own pages is visited.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
