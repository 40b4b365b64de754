/** The web's variables, parsed once. `main.ts` has refused to start when they do not fit. */
import { type Environment, readEnvironment } from "#lib/adapters/system/environment.ts";

let parsed: Environment<"web"> | undefined;

export function webEnvironment(): Environment<"web"> {
  parsed ??= readEnvironment("web", process.env);
  return parsed;
}

/** Where people open Sallyport: scheme, host and port, without a slash at the end. */
export function publicOrigin(): string {
  const { SALLYPORT_URL: url, PORT: port } = webEnvironment();
  return new URL(url ?? `http://localhost:${port}`).origin;
}
