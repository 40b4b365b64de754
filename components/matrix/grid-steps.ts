/** How the focus moves in the matrix, and how large its cells are. */

/** In pixels. `head`: the column of row heads; `top`: the row of column heads. */
export const CELL = { width: 92, height: 34, head: 148, top: 64 } as const;

export interface Place {
  readonly row: number;
  readonly column: number;
}

interface Size {
  readonly rows: number;
  readonly columns: number;
}

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
}

const PAGE = 10;

const within = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value));

/** Where a key leads; null for keys that lead nowhere. */
export const step = (
  { row, column }: Place,
  { key, ctrlKey }: Press,
  { rows, columns }: Size,
): Place | null => {
  const moves: Readonly<Record<string, Place>> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: row - PAGE, column },
    PageDown: { row: row + PAGE, column },
    Home: { row: ctrlKey ? 0 : row, column: 0 },
    End: { row: ctrlKey ? rows - 1 : row, column: columns - 1 },
  };
  const to = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return to === undefined ? null : { row: within(to.row, rows), column: within(to.column, columns) };
};
