import type { Actor } from "#lib/usecases/ports.ts";
import { currentSession } from "./current-session.ts";
import { tokenReader } from "./token-reader.ts";

/** Somebody signed in, or what follows the log with the token that the operator gave it; null for anybody else. */
export async function logReader(request: Request): Promise<Actor | null> {
  if (request.headers.has("authorization")) return tokenReader(request);
  return (await currentSession())?.actor ?? null;
}
