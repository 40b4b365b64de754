import { type FoundEntry, searchEverything, searchInput } from "#lib/usecases/read/search-everything.ts";
import { currentSession } from "./current-session.ts";
import { webDatabase } from "./web-database.ts";

/** What the command palette finds; null for nobody, and for somebody who may read nothing. */
export async function paletteEntries(query: string): Promise<readonly FoundEntry[] | null> {
  const session = await currentSession();
  const input = searchInput.safeParse({ query });
  if (session === null || !input.success) return null;
  const found = await searchEverything({ db: webDatabase() }, session.actor, input.data);
  return found.ok ? found.value : null;
}
