import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportNames } from '../../../src/app/validation-report/names.ts';

describe('what files are called in a report', () => {
  it('is the name alone when it tells the file from the others', () => {
    expect([...reportNames(['/home/kari/a.xml', 'C:\\ut\\b.xml', '-']).values()]).toEqual([
      'a.xml',
      'b.xml',
      '-',
    ]);
  });

  it('has as many folders before it as it takes', () => {
    const names = reportNames(['/home/x/full/input.xml', '/home/x/thin/input.xml', '/home/x/full/other.xml']);
    expect([...names.values()].sort()).toEqual(['full/input.xml', 'other.xml', 'thin/input.xml']);
  });

  it('gives every file a name, and two files the same only when their paths are the same', () => {
    const file = fc
      .array(fc.constantFrom('a', 'b', 'c.xml'), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(file, { minLength: 1 }), (files) => {
        const names = reportNames(files);
        expect([...names.keys()].sort()).toEqual([...new Set(files)].sort());
        expect(new Set(names.values()).size).toBe(names.size);
        for (const [path, name] of names) expect(`/${path}`.endsWith(`/${name}`)).toBe(true);
      }),
    );
  });
});
