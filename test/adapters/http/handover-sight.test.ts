import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeBackends } from '../../helpers/backends.ts';
import { storedExpectations } from '../../helpers/followed.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import { admit, asMolde, asTrust, listAll, molde, pass, read, trust } from '../../helpers/handovers.ts';

const longest = 60_000;

describeBackends('What lies within one side of a handover', (open) => {
  let gateway: TestGateway;
  let id = '';
  beforeAll(async () => {
    gateway = await openGateway(await open());
    id = `${await admit(gateway)}.${molde}`;
    await pass(gateway, 1);
    await gateway.postJson({ kind: 'death-known' }, `/api/handovers/${id}/acts`, asMolde);
    await pass(gateway, 10 * 24);
  }, longest);
  afterAll(() => gateway.close());

  const ids = async (query: string, as: Readonly<Record<string, string>>) =>
    (await listAll(gateway, query, as)).map((one) => one.id);

  it('finds it for that side alone, whatever is asked for', async () => {
    const inner = (await read(gateway, id)).expected.filter(
      ({ expectation }) => expectation === 'death-info',
    );
    expect(inner).toMatchObject([{ state: 'late' }]);
    expect(await ids('expectation=death-info', asMolde)).toEqual([id]);
    expect(await ids('expectation=death-info', asTrust)).toEqual([]);
    expect(await ids('expectation=death-info', {})).toEqual([id]);
  });

  it('does not press in the list of the other, nor is the other said to wait for it', async () => {
    for (const as of [asMolde, asTrust]) {
      const [item] = await listAll(gateway, '', as);
      for (const attention of ['late', 'due-soon', 'open', 'none']) {
        expect(await ids(`attention=${attention}`, as)).toEqual(item?.attention === attention ? [id] : []);
      }
    }
    const [info] = (await storedExpectations(gateway.gateway.pool)).filter(
      ({ expectation }) => expectation === 'death-info',
    );
    expect(info).toMatchObject({ level: expect.toSatisfy((level) => level >= 2) });
    expect([info?.owes, info?.waits]).not.toContain(trust);
  });
});
