import { z } from "zod";

/**
 * A backup is gzipped text, one JSON value a line: a header, then for each table its columns followed by its rows
 * (every value as PostgreSQL's own text, or null), the sequences, and a last line that proves the rest is whole.
 */
export const formatVersion = 1;

const name = z.strictObject({ schema: z.string(), name: z.string() });

export const headerLine = z.strictObject({
  sallyportBackup: z.literal(formatVersion),
  createdAt: z.iso.datetime(),
  /** Names of the migrations the database had: the shape the rows fit. */
  migrations: z.array(z.string()),
  /** pg-boss's own schema version. */
  queueVersion: z.number().int(),
});
export const tableLine = z.strictObject({ table: name, columns: z.array(z.string()) });
export const rowLine = z.array(z.string().nullable());
export const sequenceLine = z.strictObject({ sequence: name, value: z.string(), called: z.boolean() });
export const endLine = z.strictObject({ lines: z.number().int(), sha256: z.string() });

export type Header = z.output<typeof headerLine>;
export type TableLine = z.output<typeof tableLine>;
export type SequenceLine = z.output<typeof sequenceLine>;
