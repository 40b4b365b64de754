import { countFailure } from "#lib/usecases/failures/count-failure.ts";
import type { SystemActor } from "#lib/usecases/ports.ts";
import { operator } from "./actor.ts";
import { carriesLogToken } from "./log-token.ts";
import { loggedAddress } from "./request-address.ts";
import { webDatabase } from "./web-database.ts";
import { webEnvironment } from "./web-environment.ts";

/** What the operator's token stands for; null for any other token, which is counted. */
export async function tokenReader(request: Request): Promise<SystemActor | null> {
  const token = webEnvironment().SALLYPORT_LOG_TOKEN;
  if (carriesLogToken(request.headers.get("authorization"), token)) return operator;
  await countFailure(webDatabase(), "log-token", loggedAddress(request.headers).address);
  return null;
}
