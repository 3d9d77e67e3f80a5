import { randomUUID } from 'node:crypto';
import { messageWith } from '../helpers/fixtures.ts';
import { untilFollowed } from '../helpers/followed.ts';
import type { TestGateway } from '../helpers/gateway.ts';

/** Two admissions from one hospital to two municipalities, and a report from one of them. */

export const hospital = 9000000;
export const molde = 9150600;
export const kristiansund = 9150500;
const hourMs = 3_600_000;

/** Of the one patient, who stands for both: what must be in no answer. */
export const patientMarks = ['Krekling', 'Bergljot', '17843908209', 'Lyngheia'] as const;

export interface ReplayTraffic {
  readonly admitted: Readonly<Record<'molde' | 'kristiansund', string>>;
  readonly report: string;
}

/** Sends the messages, and lets thirty hours go by. The report comes two hours after its admission, and says little. */
export const sendTraffic = async (gateway: TestGateway): Promise<ReplayTraffic> => {
  const send = async (...[type, name, changes]: Parameters<typeof messageWith>): Promise<string> => {
    const genDate = gateway.clock.now().toISOString();
    const id = await gateway.accept(messageWith(type, name, { msgId: randomUUID(), genDate, ...changes }));
    await gateway.untilSettled(id);
    await untilFollowed(gateway.gateway);
    return id;
  };
  const now = ['2026-11-17T18:35:00+01:00', gateway.clock.now().toISOString()] as const;
  const toMolde = await send('log-innlagt-1.6', 'full', { replace: [now] });
  const toKristiansund = await send('log-innlagt-1.6', 'full', {
    replace: [now],
    patient: { id: '12893806766' },
    receiver: { enterprise: kristiansund, unit: 9150502 },
  });
  gateway.clock.advance(2 * hourMs);
  const report = await send('innleggelsesrapport-1.6', 'thin', {
    patient: { id: '17843908209' },
    sender: { enterprise: molde, unit: 9150602 },
    receiver: { enterprise: hospital, unit: 9000301 },
  });
  gateway.clock.advance(30 * hourMs);
  await gateway.gateway.sweepNow();
  await untilFollowed(gateway.gateway);
  return { admitted: { molde: toMolde, kristiansund: toKristiansund }, report };
};

/** A report an hour after admission, and the same hour for those who have long been asked for one. */
export const hourlyReports = `
thresholds:
  - expectation: admission-report
    validFrom: 2026-01-01
    deadline: { kind: hours, amount: 1 }
`;

/** A rule beside all others that no report meets, and one of those in force less. */
export const otherRules = `
rules:
  - id: draft-report-has-plan
    types: [plo]
    functions: [INNLEGGELSESRAPPORT]
    kind: xpath
    level: check
    source: { document: Fagrådet, section: utkast }
    validFrom: 2026-01-01
    assert: 'false()'
    texts:
      nb: { title: Planen mangler, mend: Ta med planen. }
      nn: { title: Planen manglar, mend: Ta med planen. }
      en: { title: The plan is missing, mend: Include the plan. }
retire: [plo-admission-cause]
`;
