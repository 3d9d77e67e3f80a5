import type { AppRecVersion } from '../../domain/app-rec.ts';
import type { Envelope } from '../../domain/message.ts';

/** E-resept, NAV and Helfo stay with 1.0 whatever the age of their message (HITS 1168:2016). */
const staysWith10 =
  /^(ERM.*|LEGEERKL|SYKMELD|APM|APOK|BOM|FBV|FOM|HOM|KOM|LGM|LOM|LROM|OOM|PJM|POM|PROM|PSOM|ROM|TOM|TPM)$/;

/** Standards before this year know of no AppRec 1.1 (HIS 80415:2012). */
const firstYearOf11 = 2012;

const dated = /\/(\d{4})-\d{2}-\d{2}$/;

/**
 * The version that a message of a type which is not supported here is answered in. The message's own standard decides;
 * it shows in the date of its namespace: of all standards in use those from before 2012 say 1.0, the others 1.1.
 */
export const versionFor = ({ type, payload }: Pick<Envelope, 'type' | 'payload'>): AppRecVersion => {
  if (staysWith10.test(type.v)) return '1.0';
  const year = dated.exec(payload.namespace)?.[1];
  return year !== undefined && Number(year) < firstYearOf11 ? '1.0' : '1.1';
};
