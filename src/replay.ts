import { draftReader } from './adapters/seeds/draft.ts';
import type { ReplayServices } from './app/replay/drafts.ts';
import type { Services } from './app/services.ts';
import type { Standards } from './standards.ts';

/** What drafts are tried with: an open gateway's services, and the rules and codes in force, also when these change. */
export const replayServices = (
  services: Services,
  inForce: Pick<Standards, 'rules' | 'codes'>,
): ReplayServices => ({
  ...services,
  get handoverRules() {
    return services.handoverRules;
  },
  drafts: draftReader,
  get rules() {
    return inForce.rules;
  },
  codes: inForce.codes,
});
