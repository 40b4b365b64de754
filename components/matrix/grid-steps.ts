/** How the focus moves in the matrix, and how large its cells are. */

/** In pixels. `head`: the column of row heads; `top`: the row of column heads. */
export interface CellSize {
  readonly width: number;
  readonly height: number;
  readonly head: number;
  readonly top: number;
}

const USUAL: CellSize = { width: 92, height: 34, head: 148, top: 64 };
/** Three columns beside the heads, and rows that a finger meets. */
const ON_A_PHONE: CellSize = { width: 78, height: 42, head: 116, top: 60 };
const PHONE = 420;

/** `room`: how wide the matrix is. */
export const cellSize = (room: number): CellSize => (room < PHONE ? ON_A_PHONE : USUAL);

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
