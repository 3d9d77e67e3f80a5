import { afterEach, expect, it } from 'vitest';
import type { MessageId } from '../../src/domain/ids.ts';
import { describeBackends } from '../helpers/backends.ts';
import { messageWith } from '../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../helpers/gateway.ts';

const gp = 9150611;
const nursing = 9150602;
const municipality = 9150600;
const uuid = (): string => crypto.randomUUID();

/** What stands in Sender/HCP/Inst of an AppRec beside the enterprise. */
const nursingDept =
  '<Dept>\n          <Name>Hjemmesykepleien</Name>\n          <Id>9150602</Id>\n          <TypeId V="HER" DN="HER-id"/>\n        </Dept>';

describeBackends('Who a receipt speaks for', (open) => {
  let gateway: TestGateway | undefined;
  afterEach(async () => gateway?.close());

  /** An epikrise to a GP with a copy to the nursing service, delivered to both; and the nursing service's AppRec, changed. */
  const delivered = async () => {
    gateway = await openGateway(await open());
    const msgId = uuid();
    const id = await gateway.accept(messageWith('epikrise-1.2', 'full', { msgId, documentId: uuid() }));
    await gateway.untilSettled(id);
    const { store } = gateway.gateway;
    const appRec = (dept: string): Uint8Array => {
      const original = { id: msgId, type: 'EPIKRISE', issueDate: '2026-11-20T14:22:10+01:00' };
      return messageWith('apprec-1.1', 'minimal', {
        msgId: uuid(),
        original,
        replace: [[nursingDept, dept]],
      });
    };
    const receipts = async () =>
      (await store.deliveries(id as MessageId)).map(({ receiver, state }) => [
        Number(receiver),
        state.receipt,
      ]);
    return { gateway, appRec, receipts };
  };
  const waitingBoth = [
    [nursing, 'waiting'],
    [gp, 'waiting'],
  ];

  it('is nobody but the receiver whose HER-id was checked, whatever else the AppRec names', async () => {
    const scene = await delivered();
    const two = `<Dept><Name>A</Name></Dept>${nursingDept}`;
    const forged = Buffer.from(scene.appRec(two))
      .toString()
      .replace(
        '</Inst>',
        `<HCPerson><Name>B</Name><Id>${gp}</Id><TypeId V="HER" DN="HER-id"/></HCPerson></Inst>`,
      );
    const asGp = await scene.gateway.post(forged, { 'overgang-act-as': String(gp) });
    expect([asGp.status, asGp.outcome]).toEqual([403, 'her-id-not-authorised']);
    expect(await scene.receipts()).toEqual(waitingBoth);
    const asNursing = await scene.gateway.post(forged, { 'overgang-act-as': String(nursing) });
    expect(asNursing.status).toBe(201);
    expect(await scene.receipts()).toEqual([
      [nursing, 'ok'],
      [gp, 'waiting'],
    ]);
  });

  it('may be found by the only receiver of an enterprise that alone is named', async () => {
    const scene = await delivered();
    const answer = await scene.gateway.post(scene.appRec(''), {
      'overgang-act-as': `${municipality},${nursing}`,
    });
    expect(answer.status).toBe(201);
    expect(await scene.receipts()).toEqual([
      [nursing, 'ok'],
      [gp, 'waiting'],
    ]);
  });

  it('is refused where the caller may act for the enterprise that is named, but not for that receiver', async () => {
    const scene = await delivered();
    const answer = await scene.gateway.post(scene.appRec(''), { 'overgang-act-as': String(municipality) });
    expect([answer.status, answer.outcome]).toEqual([403, 'her-id-not-authorised']);
    expect(await scene.receipts()).toEqual(waitingBoth);
  });
});
