import type { BaseCell } from './suppress-table.ts';

/** What is published of a table, by cell. */
export class Published {
  readonly cells: readonly BaseCell[];
  readonly isShare: boolean;
  /** Cells of each published form. */
  readonly forms: (readonly number[])[] = [];
  /** Published forms that each cell is in. */
  readonly of: number[][];

  constructor(cells: readonly BaseCell[], isShare: boolean) {
    this.cells = cells;
    this.isShare = isShare;
    this.of = cells.map(() => []);
  }

  add(form: readonly number[]): void {
    const index = this.forms.push(form) - 1;
    for (const cell of form) this.of[cell]?.push(index);
  }

  /** Takes the last added form back. */
  removeLast(): void {
    for (const cell of this.forms.pop() ?? []) this.of[cell]?.pop();
  }
}
