import type { MiddlewareStack } from "@aws-sdk/types";

/** The request was about to leave for a server that this client must not talk to. */
export class WrongEndpoint extends Error {
  override readonly name = "WrongEndpoint";
}

interface Destination {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
}

const isDestination = (request: unknown): request is Destination =>
  typeof request === "object" && request !== null && "hostname" in request && "protocol" in request;

/**
 * Looks at where each request really goes, however the address was found: the SDK also takes endpoints from
 * variables and profiles. `mayCall` is asked for the origin, as `http://127.0.0.1:4566`.
 */
export function guardEndpoints<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  mayCall: (origin: string) => boolean,
): void {
  stack.add(
    (next) => (args) => {
      const { request } = args;
      if (!isDestination(request)) throw new WrongEndpoint("The request names no server.");
      const { protocol, hostname, port } = request;
      const host = hostname.includes(":") && !hostname.startsWith("[") ? `[${hostname}]` : hostname;
      const { origin } = new URL(`${protocol}//${host}${port === undefined ? "" : `:${port}`}`);
      if (!mayCall(origin)) throw new WrongEndpoint(`Credentials for this account must not go to ${origin}.`);
      return next(args);
    },
    // The SDK applies a plug-in again at each renewal of credentials: the same guard then takes its own place.
    { step: "deserialize", priority: "low", name: "endpointGuardMiddleware", override: true },
  );
}
