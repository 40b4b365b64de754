/** The web's one connection pool, signed in as the role `sallyport_web`. */
import { openDatabase } from "#lib/adapters/db/client.ts";
import type { Database } from "#lib/usecases/ports.ts";
import { webEnvironment } from "./web-environment.ts";

// Pages, actions and routes are bundled apart, each with its own copy of this module: the pool must not be.
const shared: typeof globalThis & { sallyportWebDatabase?: Database } = globalThis;

export function webDatabase(): Database {
  shared.sallyportWebDatabase ??= openDatabase(webEnvironment().WEB_DATABASE_URL, {
    applicationName: "sallyport web",
    connections: 10,
  });
  return shared.sallyportWebDatabase;
}
