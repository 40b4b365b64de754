import type { ReactNode } from "react";

export interface Column<Row> {
  readonly key: string;
  /** Shown as the heading, and beside the cell on a phone. Empty for a column of buttons. */
  readonly label: string;
  /** What stands in the heading instead of the label: a sorting link, for example. */
  readonly heading?: ReactNode;
  readonly sorted?: "ascending" | "descending";
  /** Null leaves the cell empty, and out of the card on a phone. */
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "end";
  /**
   * How it stands on a phone, if not in a line of its own beside the column's name: `line`, without the name, because
   * the cell says by itself what it is; `piece`, the same and in one line with the pieces beside it; `named-piece`.
   */
  readonly phone?: "line" | "piece" | "named-piece";
  readonly className?: string;
}

interface Props<Row> {
  /** Names the table for people who cannot see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowId?: (row: Row) => string;
  readonly selected?: (row: Row) => boolean;
}

/** The first column heads its row. */
export const DataTable = <Row,>({ caption, columns, rows, rowKey, rowId, selected }: Props<Row>) => (
  <table className="data-table">
    <caption className="sr-only">{caption}</caption>
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            data-align={column.align}
            aria-sort={column.sorted}
            className={column.className}
          >
            {column.heading ??
              (column.label === "" ? <span className="sr-only">Actions</span> : column.label)}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={rowKey(row)} id={rowId?.(row)} data-selected={selected?.(row)}>
          {columns.map((column, index) => {
            const content = column.cell(row);
            const shared = {
              "data-label": column.label,
              "data-align": column.align,
              "data-empty": content === null,
              "data-phone": column.phone,
              className: column.className,
            };
            return index === 0 ? (
              <th key={column.key} scope="row" {...shared}>
                <div className="min-w-0">{content}</div>
              </th>
            ) : (
              <td key={column.key} {...shared}>
                <div className="min-w-0">{content}</div>
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  </table>
);
