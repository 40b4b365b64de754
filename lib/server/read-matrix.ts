import { readPacketCells, readPacketCellsInput } from "#lib/usecases/read/read-packet-cells.ts";
import { currentSession } from "./current-session.ts";
import { webDatabase } from "./web-database.ts";

/** Cells of the matrix by packet; null for nobody, for whoever may not read, and for what is no part of a matrix. */
export async function packetCells(parameters: URLSearchParams) {
  const session = await currentSession();
  const at = parameters.get("at");
  const input = readPacketCellsInput.safeParse({
    rows: parameters.get("rows") ?? "",
    columns: parameters.get("columns") ?? "",
    ...(at === null ? {} : { at }),
  });
  if (session === null || !input.success) return null;
  const found = await readPacketCells({ db: webDatabase() }, session.actor, input.data);
  return found.ok ? found.value : null;
}
