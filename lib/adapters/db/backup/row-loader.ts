import pg from "pg";
import type { Table } from "./catalogue.ts";

const mostRows = 500;
const mostCharacters = 4_000_000;

/** Inserts rows of PostgreSQL's own text into one table, many at a time. */
export class RowLoader {
  readonly #client: pg.Client;
  readonly #statement: string;
  readonly #columns: (string | null)[][];
  #characters = 0;

  constructor(client: pg.Client, table: Table, columns: readonly string[]) {
    this.#client = client;
    this.#columns = columns.map(() => []);
    const types = new Map(table.columns.map(({ name, type }) => [name, type]));
    const names = columns.map((name) => pg.escapeIdentifier(name));
    const values = columns.map((name, place) => {
      const type = types.get(name);
      if (type === undefined)
        throw new pg.DatabaseError(`there is no column ${table.name}.${name}`, 0, "error");
      return `c${place}::${type}`;
    });
    const parameters = columns.map((_, place) => `$${place + 1}::text[]`);
    const aliases = columns.map((_, place) => `c${place}`);
    this.#statement = `INSERT INTO ${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}
      (${names.join(", ")}) OVERRIDING SYSTEM VALUE
      SELECT ${values.join(", ")} FROM unnest(${parameters.join(", ")}) AS x(${aliases.join(", ")})`;
  }

  async add(row: readonly (string | null)[]): Promise<void> {
    for (const [place, column] of this.#columns.entries()) {
      const value = row[place] ?? null;
      column.push(value);
      this.#characters += value?.length ?? 0;
    }
    const rows = this.#columns[0]?.length ?? 0;
    if (rows >= mostRows || this.#characters >= mostCharacters) await this.flush();
  }

  async flush(): Promise<void> {
    if ((this.#columns[0]?.length ?? 0) === 0) return;
    await this.#client.query(this.#statement, this.#columns);
    for (const column of this.#columns) column.length = 0;
    this.#characters = 0;
  }
}
