import { draftReader } from './adapters/seeds/draft.ts';
import type { ReplayServices } from './app/replay/drafts.ts';
import type { Services } from './app/services.ts';
import type { Standards } from './standards.ts';

/** What drafts are tried with: an open gateway's services, and the rules and codes in force. */
export const replayServices = (
  services: Services,
  { rules, codes }: Pick<Standards, 'rules' | 'codes'>,
): ReplayServices => ({ ...services, drafts: draftReader, rules, codes });
