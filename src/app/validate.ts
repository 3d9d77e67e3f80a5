import type { AppRecStatus, AppRecVersion } from '../domain/app-rec.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import type { FaultWording } from '../domain/receipt-decision.ts';
import type { SchemaError } from '../xml/schema-set.ts';
import type { Inspection, Inspector } from './inspect.ts';
import { appRecVersion, assumedAddressee, judge } from './judge.ts';

/** The `validate` object (design §5), texts still as codes. */
export interface Validation {
  readonly messageType: string | null;
  readonly version: string | null;
  readonly msgId: string | null;
  readonly verdict: 'ok' | 'rejected' | 'partial' | 'unreadable';
  /** Why it is unreadable or unsupported. */
  readonly fault: Fault | null;
  readonly schema: { readonly valid: boolean; readonly errors: readonly SchemaError[] };
  readonly appRec: {
    readonly version: AppRecVersion;
    readonly status: AppRecStatus;
    readonly errors: readonly {
      readonly code: string;
      readonly text: string;
      readonly details: string | null;
    }[];
  } | null;
  readonly findings: Inspection['findings'];
}

/**
 * Judges a document as its first receiver would, without a directory: addresses count by form only.
 * Stores nothing and needs neither server nor database. `word` gives the AppRec's errors their OT.
 */
export const validate = (inspector: Inspector, word: FaultWording, bytes: Uint8Array): Validation => {
  const inspection = inspector.inspect(bytes);
  const { envelope, type, schema } = inspection;
  const common = {
    messageType: envelope?.type.v ?? null,
    version: type?.version ?? null,
    msgId: envelope?.msgId ?? null,
    fault: inspection.fault ?? null,
    schema: { valid: schema.checked && schema.errors.length === 0, errors: schema.errors },
    findings: inspection.findings,
  };
  if (envelope === undefined) return { ...common, verdict: 'unreadable', appRec: null };
  if (envelope.family === 'apprec') {
    return { ...common, verdict: common.schema.valid ? 'ok' : 'rejected', appRec: null };
  }
  const receiver = envelope.receivers[0];
  if (receiver === undefined) {
    return {
      ...common,
      fault: common.fault ?? fault('envelope-incomplete', { where: 'Receiver' }),
      verdict: 'unreadable',
      appRec: null,
    };
  }
  const decision = judge(inspection, receiver, assumedAddressee(receiver), word);
  if (decision.kind !== 'answer') {
    return { ...common, verdict: decision.kind === 'manual' ? 'partial' : 'unreadable', appRec: null };
  }
  const verdict = decision.status === 1 ? 'ok' : decision.status === 2 ? 'rejected' : 'partial';
  return {
    ...common,
    verdict,
    appRec: {
      version: appRecVersion(inspection),
      status: decision.status,
      errors: decision.errors.map(({ code, text, details }) => ({ code, text, details: details ?? null })),
    },
  };
};
