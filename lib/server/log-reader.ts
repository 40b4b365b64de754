import { countFailure } from "#lib/usecases/failures/count-failure.ts";
import type { Actor } from "#lib/usecases/ports.ts";
import { operator } from "./actor.ts";
import { currentSession } from "./current-session.ts";
import { carriesLogToken } from "./log-token.ts";
import { loggedAddress } from "./request-address.ts";
import { webDatabase } from "./web-database.ts";
import { webEnvironment } from "./web-environment.ts";

/** Somebody signed in, or what follows the log with the token that the operator gave it; null for anybody else. */
export async function logReader(request: Request): Promise<Actor | null> {
  const authorization = request.headers.get("authorization");
  if (carriesLogToken(authorization, webEnvironment().SALLYPORT_LOG_TOKEN)) return operator;
  if (authorization !== null) {
    await countFailure(webDatabase(), "log-token", loggedAddress(request.headers).address);
    return null;
  }
  return (await currentSession())?.actor ?? null;
}

/** An answer that is no part of the log. */
export const notTheLog = (status: number, text: string): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" },
  });

export const NOTHING_FOR_YOU = "There is nothing here, or nothing for you.";
