import { describe, expect, it } from 'vitest';
import { type Actor, fits, lastOf, stretch, systemsOn } from '../../src/web/pages/actors/actor.ts';

const technical = { channel: 'inbox', receipting: 'receiver', lastHeardAt: null, lastSentToAt: null };
const party = {
  herId: 9150602,
  name: 'Hjemmesykepleien',
  kind: 'service',
  serviceType: 'KP02',
  serviceName: null,
  from: '2017-01-01',
  to: null,
  isOpen: true,
  journalSystems: [],
  technical: null,
} as const;
const actor: Actor = {
  herId: 9150600,
  name: 'Molde kommune',
  orgNumber: '311506005',
  kind: 'municipality',
  from: '2017-01-01',
  to: null,
  isOwn: false,
  municipalityCodes: [{ code: '1506', from: '2020-01-01', to: null }],
  journalSystems: [
    { system: 'Gerica', vendor: null, from: '2017-01-01', to: '2024-04-27' },
    { system: 'Helseplattformen', vendor: null, from: '2024-04-27', to: null },
  ],
  parties: [party],
};

describe('an actor', () => {
  it('has on the day of a change the new system alone', () => {
    expect(systemsOn(actor, '2024-04-26')).toEqual(['Gerica']);
    expect(systemsOn(actor, '2024-04-27')).toEqual(['Helseplattformen']);
  });

  it('is found by any of its names and numbers, and by its parties', () => {
    for (const text of ['', 'molde', '9150602', 'hjemme', '311506005', 'gerica KOMMUNE', '1506']) {
      expect([text, fits(actor, text)]).toEqual([text, true]);
    }
    expect(fits(actor, 'molde fjord')).toBe(false);
  });

  it('was last heard from when the latest of its parties was; nobody knows who may not', () => {
    expect(lastOf(actor)).toBeUndefined();
    const parties = [
      { ...party, technical: { ...technical, lastHeardAt: '2026-11-20T08:00:00.000Z' } },
      { ...party, technical: { ...technical, lastHeardAt: '2026-11-22T08:00:00.000Z' } },
    ];
    expect(lastOf({ ...actor, parties })).toEqual({
      heardAt: '2026-11-22T08:00:00.000Z',
      sentToAt: null,
    });
  });
});

describe('a stretch of time in a picture', () => {
  const within = { from: '2020-01-01', to: '2024-01-01' };
  it('never leaves the picture, and lasts to its end while it is not over', () => {
    const { left, width } = stretch({ from: '2019-01-01', to: '2022-01-01' }, within);
    expect(left).toBe(0);
    expect(width).toBeCloseTo(0.5, 2);
    expect(stretch({ from: '2020-01-01', to: null }, within)).toEqual({ left: 0, width: 1 });
  });
});
