import type { Migration } from 'kysely/migration';
import { up as messages } from './0001-messages.ts';
import { up as upkeep } from './0002-upkeep.ts';
import { up as directory } from './0003-directory.ts';
import { up as settings } from './0004-settings.ts';
import { up as references } from './0005-references.ts';
import { up as handovers } from './0006-handovers.ts';
import { up as alerts } from './0007-alerts.ts';
import { up as imports } from './0008-imports.ts';
import { up as measures } from './0009-measures.ts';
import { up as publications } from './0010-publications.ts';
import { up as accessLog } from './0011-access-log.ts';
import { up as decisions } from './0012-decisions.ts';
import { up as reports } from './0013-reports.ts';

/** All migrations by number. Forward only: a mistake is mended by the next one, never by editing an old one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-messages': { up: messages },
  '0002-upkeep': { up: upkeep },
  '0003-directory': { up: directory },
  '0004-settings': { up: settings },
  '0005-references': { up: references },
  '0006-handovers': { up: handovers },
  '0007-alerts': { up: alerts },
  '0008-imports': { up: imports },
  '0009-measures': { up: measures },
  '0010-publications': { up: publications },
  '0011-access-log': { up: accessLog },
  '0012-decisions': { up: decisions },
  '0013-reports': { up: reports },
};
