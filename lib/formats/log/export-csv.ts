/** The log for a spreadsheet: what stands in columns, the entry itself as the text that was hashed, and what it commits to. */
import { csvLine } from "../csv/csv-line.ts";
import { hexOf } from "./hex.ts";
import { printSaid, type SaidPart } from "./said.ts";

export interface CsvEntry {
  readonly index: number;
  readonly leafHash: Uint8Array;
  readonly entry: Uint8Array;
  readonly said: readonly SaidPart[];
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly stackId: string | null;
  readonly groupId: string | null;
  readonly changeId: string | null;
  readonly grantId: string | null;
  readonly personId: string | null;
}

export const exportCsvHead = (): string =>
  csvLine([
    "Place",
    "At",
    "Actor",
    "Action",
    "Stack",
    "Group",
    "Change",
    "Grant",
    "Person",
    "Leaf hash",
    "Entry",
    "Said of people",
  ]);

export const exportCsvLine = (row: CsvEntry): string =>
  csvLine([
    row.index,
    row.at.toISOString(),
    row.actor,
    row.action,
    row.stackId,
    row.groupId,
    row.changeId,
    row.grantId,
    row.personId,
    hexOf(row.leafHash),
    new TextDecoder().decode(row.entry),
    row.said.length === 0 ? "" : printSaid(row.said),
  ]);
