import type { Registry } from 'prom-client';
import type { ReplayServices } from '../../app/replay/drafts.ts';
import type { Services } from '../../app/services.ts';
import type { Authenticator } from '../../domain/access.ts';
import type { Example } from '../../domain/board/example.ts';
import type { ReportTexts } from '../../domain/board/report-texts.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Rule } from '../../domain/rule.ts';
import type { Language, Texts } from '../../domain/texts.ts';
import type { BodyBudget } from './body-budget.ts';
import type { HttpSettings } from './settings.ts';

/** What the HTTP side is made of. */
export interface HttpDeps {
  readonly services: Services;
  readonly authenticator: Authenticator;
  readonly directory: Pick<Directory, 'organisation' | 'organisations' | 'party'>;
  readonly texts: Texts;
  /** What the board's reports are worded with. */
  readonly reportTexts: Readonly<Record<Language, ReportTexts>>;
  /** As delivered: for the wording of findings, and for where it comes from. */
  readonly rules: readonly Rule[];
  /** How what rules ask for can be written. */
  readonly examples: readonly Example[];
  /** What drafts are tried with. */
  readonly replay: ReplayServices;
  readonly metricsRegistry: Registry;
  /** What must answer before this process may get requests, by name: `storage`, `queue`. */
  readonly readiness: () => Promise<Readonly<Record<string, boolean>>>;
  /** Jobs of each queue by their state. */
  readonly queueDepths: () => Promise<Readonly<Record<string, Readonly<Record<string, number>>>>>;
  readonly settings: HttpSettings;
}

/** What every endpoint is handed. */
export interface Http extends HttpDeps {
  readonly budget: BodyBudget;
}
