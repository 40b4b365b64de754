import type { PackedGraph } from "#lib/core/graph/packed-graph.ts";
import { readGraph, readGraphInput } from "#lib/usecases/read/read-graph.ts";
import { readGraphScopes } from "#lib/usecases/read/read-graph-scopes.ts";
import { currentSession } from "./current-session.ts";
import { momentOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

/** The graph a picture or a file is made of; null for nobody, for whoever may not read, and for what there is not. */
export async function graphData(parameters: URLSearchParams): Promise<PackedGraph | null> {
  const session = await currentSession();
  const at = parameters.get("at") ?? "";
  const scope = parameters.get("scope") ?? "";
  const input = readGraphInput.safeParse(at === "" ? { scope } : { scope, at });
  if (session === null || !input.success) return null;
  const read = await readGraph({ db: webDatabase() }, session.actor, input.data);
  return read.ok ? read.value : null;
}

/** What stands around the picture: the accounts and Regions in reach, now or at a moment. */
export async function graphPage(at: string | undefined) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readGraphScopes({ db: webDatabase() }, actor, { at: momentOf(at) }));
}
