import { describe, expect, it } from 'vitest';
import { cellsOf, type Entry, exported, kindOf } from '../../src/web/pages/access-log/entry.ts';

const entry: Entry = {
  seq: 9,
  at: '2026-11-22T08:53:00.000Z',
  person: null,
  client: 'sandbox',
  role: 'clinical-reader',
  roleText: 'klinisk lesar',
  enterprises: [{ herId: 9150600, name: 'Molde kommune', enterprise: null }],
  action: 'handover-read',
  basis: 'health-care',
  reason: null,
  reasonText: null,
  kind: 'handover',
  objects: ['a.1', 'b', 'c'],
  patients: 1,
  outcome: 'shown',
  requestId: 'r',
  hash: 'h',
};

describe('an entry of the access log', () => {
  it('names a handover that was opened first, and after it the messages seen in it', () => {
    expect(entry.objects.map((_, place) => kindOf(entry, place))).toEqual(['handover', 'message', 'message']);
    const listed = { ...entry, action: 'handovers-listed' };
    expect(entry.objects.map((_, place) => kindOf(listed, place))).toEqual([
      'handover',
      'handover',
      'handover',
    ]);
  });

  it('is exported whole, with a cell for each heading', () => {
    const cells = cellsOf({ ...entry, reason: 'treatment', reasonText: 'vakt' });
    expect(cells).toHaveLength(exported.length);
    expect(cells[exported.indexOf('objects')]).toBe('a.1 b c');
    expect(cells[exported.indexOf('reason')]).toBe('treatment: vakt');
    expect(cells[exported.indexOf('hash')]).toBe('h');
  });
});
