import { expect, it } from 'vitest';
import { linkTable } from '../../src/domain/link-table.ts';
import { shownFunction } from '../../src/messages/recognise.ts';

it('the link table names functions that there are', () => {
  const codes = Object.entries(linkTable).flatMap(([code, { answers = [], guess }]) => [
    code,
    ...answers,
    ...(guess?.after ?? []),
  ]);
  expect(codes.filter((code) => shownFunction(code) !== code)).toEqual([]);
});
