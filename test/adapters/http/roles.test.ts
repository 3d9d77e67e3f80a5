import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp } from '../../../src/adapters/http/app.ts';
import { permissionOf } from '../../../src/adapters/http/endpoint.ts';
import { permissions, roles, rolesWith, type Scope, scopeOf } from '../../../src/domain/roles.ts';
import { type HttpGateway, openHttpGateway } from './http-gateway.ts';
import { routesOf } from './routes-of.ts';

/**
 * Addresses that ask nobody who they are: health, figures for this machine's own watch, and files that are the same to
 * all. The web app is at one of the last two, as it is built or not.
 */
const open: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics', '/docs', '/', '/.*/']);

describe('Every address of the API', () => {
  let gateway: HttpGateway;
  beforeAll(async () => {
    gateway = await openHttpGateway();
  });
  afterAll(() => gateway.stop());

  it('declares what its caller must be allowed, or is one of those that tell nothing', () => {
    const undeclared = routesOf(createHttpApp(gateway.deps()))
      .filter(({ permission }) => permission === undefined)
      .map(({ path }) => path);
    expect([...new Set(undeclared)].filter((path) => !open.has(path))).toEqual([]);
  });

  it('lets in the roles of the table and nobody else, as the table says of each', async () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const { method, path, permission } of routesOf(createHttpApp(gateway.deps()))) {
      if (permission === undefined) continue;
      for (const role of roles) {
        const address = path
          .replace(/:herId|:receiver/g, '9150602')
          .replace(/:\w+/g, '01a1fa1d-8100-7021-a1f9-7e28a334740c');
        const answer = await fetch(`${gateway.url}${address}`, {
          method,
          headers: {
            'overgang-role': role,
            'overgang-act-as': '9150600',
            'overgang-person': 'Kari Nordmann',
            'content-type': 'application/json',
          },
          ...(method === 'GET' ? {} : { body: '{}' }),
        });
        const isRefused = answer.headers.get('overgang-outcome') === 'role-not-allowed';
        if (isRefused !== (scopeOf(role, permission) === undefined)) wrong.push(`${method} ${path} ${role}`);
        if (isRefused && answer.status !== 403) wrong.push(`${method} ${path} ${role}: ${answer.status}`);
        cells += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(20 * roles.length);
  });

  it('tells who is refused, in the language of the caller, which roles may', async () => {
    const headers = { 'overgang-role': 'operator', 'accept-language': 'nn' };
    const answer = await fetch(`${gateway.url}/api/handovers`, { headers });
    expect(await answer.json()).toMatchObject({
      status: 403,
      code: 'role-not-allowed',
      title: 'Rolla driftsansvarleg gjev ikkje tilgang til dette.',
      detail: expect.stringContaining('meldingsansvarleg, klinisk lesar'),
    });
  });

  it('refuses a role that there is not', async () => {
    const answer = await fetch(`${gateway.url}/api/me`, { headers: { 'overgang-role': 'admin' } });
    expect([answer.status, answer.headers.get('overgang-outcome')]).toEqual([400, 'request-invalid']);
  });
});

/** The table as it is meant, a row a permission: who has it for all, and who for its own. */
const meant: Readonly<Record<(typeof permissions)[number], Readonly<Partial<Record<Scope, string>>>>> = {
  me: { all: 'board-member message-officer clinical-reader administrator operator auditor record-system' },
  'figures.published': { all: 'board-member message-officer clinical-reader administrator operator' },
  'figures.own': { own: 'message-officer' },
  'handovers.read': { own: 'message-officer clinical-reader record-system' },
  'handovers.act': { own: 'message-officer clinical-reader record-system' },
  'alerts.read': { own: 'message-officer clinical-reader record-system' },
  'alerts.act': { own: 'message-officer record-system' },
  'messages.search': { all: 'operator', own: 'message-officer clinical-reader record-system' },
  'messages.trace': { all: 'operator', own: 'message-officer clinical-reader record-system' },
  'messages.resend': { all: 'operator', own: 'message-officer' },
  'messages.content': { own: 'clinical-reader' },
  'rules.read': {
    all: 'board-member message-officer clinical-reader administrator operator auditor record-system',
  },
  'rules.decide': { all: 'board-member administrator' },
  'rules.replay': { own: 'message-officer record-system' },
  'report.read': { all: 'board-member message-officer clinical-reader administrator auditor' },
  'report.comment': { all: 'board-member' },
  'report.freeze': { all: 'board-member administrator' },
  'actors.read': { all: 'board-member message-officer clinical-reader administrator operator record-system' },
  'actors.technical': { all: 'administrator operator', own: 'message-officer' },
  'operations.read': { all: 'operator' },
  'operations.act': { all: 'operator' },
  'access-log.read': { all: 'auditor' },
  edi: { own: 'record-system' },
  validate: { all: 'message-officer clinical-reader administrator operator record-system' },
};

describe.each(permissions)('The permission %s', (permission) => {
  it.each(roles)('is for %s what the table means', (role) => {
    const named = (scope: Scope) => meant[permission][scope]?.split(' ').includes(role) === true;
    const scope = named('all') ? 'all' : named('own') ? 'own' : undefined;
    expect(scopeOf(role, permission)).toBe(scope);
  });

  it('is somebody’s', () => {
    expect(rolesWith(permission).length).toBeGreaterThan(0);
  });
});

it('A handler that declares nothing has no permission', () => {
  expect(permissionOf(() => undefined)).toBeUndefined();
});
