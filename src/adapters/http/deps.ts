import type { Registry } from 'prom-client';
import type { ReplayServices } from '../../app/replay/drafts.ts';
import type { Services } from '../../app/services.ts';
import type { Authenticator } from '../../domain/access.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Rule } from '../../domain/rule.ts';
import type { Texts } from '../../domain/texts.ts';
import type { BodyBudget } from './body-budget.ts';
import type { HttpSettings } from './settings.ts';

/** What the HTTP side is made of. */
export interface HttpDeps {
  readonly services: Services;
  readonly authenticator: Authenticator;
  readonly directory: Pick<Directory, 'organisation' | 'organisations' | 'party'>;
  readonly texts: Texts;
  /** For the wording of findings, and for where it comes from. */
  readonly rules: readonly Pick<Rule, 'id' | 'texts' | 'source' | 'validFrom'>[];
  /** What drafts are tried with. */
  readonly replay: ReplayServices;
  readonly metricsRegistry: Registry;
  /** What must answer before this process may get requests, by name: `storage`, `queue`. */
  readonly readiness: () => Promise<Readonly<Record<string, boolean>>>;
  readonly settings: HttpSettings;
}

/** What every endpoint is handed. */
export interface Http extends HttpDeps {
  readonly budget: BodyBudget;
}
