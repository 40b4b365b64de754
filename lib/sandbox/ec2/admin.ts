import { z } from "zod";
import type { Sandbox } from "./dispatch.ts";
import { faultSchema } from "./faults.ts";
import type { CloudState } from "./state.ts";

export interface AdminRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface AdminReply {
  readonly status: number;
  readonly body: object;
}

export const adminPrefix = "/_sandbox/";

/**
 * What tests steer the sandbox by:
 * - `GET requests?after=CURSOR` the request log · `GET state` everything, secrets left out · `GET health`
 * - `GET faults`, `POST faults` (a fault, see faults.ts), `DELETE faults`, `DELETE faults/ID`
 * - `POST reset` back to the estate: state, log and faults
 */
export function administer(sandbox: Sandbox, startOver: () => CloudState, request: AdminRequest): AdminReply {
  // The server answers to loopback names only; a page in a browser on this machine still could post here.
  if (request.headers.origin !== undefined)
    return { status: 403, body: { error: "only for tools on this machine" } };
  const [, , route = "", id] = request.url.pathname.split("/");
  switch (`${request.method} ${route}`) {
    case "GET health":
      return { status: 200, body: { status: "ok", reduced: sandbox.reduced, throttled: sandbox.throttled } };
    case "GET requests":
      return requestsSince(sandbox, request.url.searchParams.get("after"));
    case "GET state":
      return { status: 200, body: withoutSecrets(sandbox.store.current()) };
    case "GET faults":
      return { status: 200, body: { faults: sandbox.faults.shown() } };
    case "POST faults":
      return setFault(sandbox, request.body);
    case "DELETE faults":
      sandbox.faults.clear(id);
      return { status: 200, body: {} };
    case "POST reset":
      sandbox.store.reset(startOver(), Date.now());
      sandbox.log.clear();
      sandbox.faults.clear();
      return { status: 200, body: {} };
    default:
      return { status: 404, body: { error: `no ${request.method} ${request.url.pathname}` } };
  }
}

function requestsSince(sandbox: Sandbox, after: string | null): AdminReply {
  const cursor = z.coerce
    .number()
    .int()
    .nonnegative()
    .safeParse(after ?? "0");
  if (!cursor.success) return { status: 400, body: { error: "after must be a cursor" } };
  const requests = sandbox.log.after(cursor.data);
  return { status: 200, body: { requests, cursor: requests.at(-1)?.cursor ?? cursor.data } };
}

function setFault(sandbox: Sandbox, body: Buffer): AdminReply {
  const fault = faultSchema.safeParse(parseJson(body));
  if (!fault.success) return { status: 400, body: { error: z.prettifyError(fault.error) } };
  return { status: 200, body: { id: sandbox.faults.set(fault.data, Date.now()) } };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

const withoutSecrets = (state: CloudState): object => ({
  accounts: Object.fromEntries(
    Object.entries(state.accounts).map(([id, account]) => [
      id,
      {
        ...account,
        accessKeys: account.accessKeys.map(({ secret: _secret, ...key }) => key),
        roles: account.roles.map(({ externalId: _externalId, ...role }) => role),
      },
    ]),
  ),
  sessions: Object.values(state.sessions).map(({ secret: _secret, token: _token, ...session }) => session),
});
