/**
 * Answers `/api/auth/...`: a web `Request` in, a `Response` out, with next-auth in between. Only what signing in
 * needs is open; next-auth's own session, sign-out and log routes are not.
 */
import * as nextAuth from "next-auth";
import { type AuthSetting, authOptions, sessionCookieName } from "./auth-options.ts";
import { OIDC_PROVIDER_ID } from "./oidc-connection.ts";
import { hashSessionToken } from "./session-token.ts";

const OPEN_ROUTES: ReadonlySet<string> = new Set([
  "GET csrf",
  "GET signin",
  "GET error",
  `POST signin/${OIDC_PROVIDER_ID}`,
  `GET callback/${OIDC_PROVIDER_ID}`,
]);

const ROOT = "/api/auth/";
const LONGEST_BODY = 10_000;

type Handler = (request: unknown, response: unknown) => Promise<unknown>;

/** next-auth is CommonJS: what a bundler and what Node call its default export differ by one level. */
function makeHandler(setting: AuthSetting): Handler {
  const exported: unknown = nextAuth.default;
  const make: unknown =
    typeof exported === "object" && exported !== null && "default" in exported ? exported.default : exported;
  if (typeof make !== "function") throw new Error("next-auth has no default export.");
  return make(authOptions(setting));
}

/** What next-auth expects of a response object: it is written to, then becomes a `Response`. */
class WrittenResponse {
  readonly #headers = new Map<string, string | string[]>();
  #status = 200;
  #body = "";

  status(code: number): this {
    this.#status = code;
    return this;
  }
  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }
  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }
  json(body: unknown): void {
    this.setHeader("content-type", "application/json");
    this.#body = JSON.stringify(body);
  }
  send(body: unknown): void {
    if (typeof body === "object") this.json(body);
    else this.#body = body === undefined ? "" : String(body);
  }
  end(): void {}

  toResponse(): Response {
    const headers = new Headers({ "cache-control": "no-store" });
    for (const [name, value] of this.#headers) {
      for (const line of Array.isArray(value) ? value : [value]) headers.append(name, line);
    }
    return new Response(this.#body, { status: this.#status, headers });
  }
}

function cookiesOf(request: Request): Record<string, string> {
  const pairs = (request.headers.get("cookie") ?? "").split(";").flatMap((part): [string, string][] => {
    const at = part.indexOf("=");
    if (at < 0) return [];
    const value = part.slice(at + 1).trim();
    try {
      return [[part.slice(0, at).trim(), decodeURIComponent(value)]];
    } catch {
      return [[part.slice(0, at).trim(), value]];
    }
  });
  return Object.fromEntries(pairs);
}

/** The fields of a form; null when it is longer than any of ours, of which the rest is not read. */
async function bodyOf(request: Request): Promise<Record<string, string> | null> {
  if (request.method !== "POST" || request.body === null) return {};
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of request.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_BODY) return null;
  }
  return Object.fromEntries(new URLSearchParams(text + decoder.decode()));
}

const refuse = (status: number): Response =>
  new Response(null, { status, headers: { "cache-control": "no-store" } });

export async function handleAuthRequest(request: Request, setting: AuthSetting): Promise<Response> {
  const url = new URL(request.url);
  const segments = url.pathname.startsWith(ROOT) ? url.pathname.slice(ROOT.length).split("/") : [];
  if (!OPEN_ROUTES.has(`${request.method} ${segments.join("/")}`)) return refuse(404);
  if (request.method === "POST" && request.headers.get("origin") !== setting.origin) return refuse(403);

  const body = await bodyOf(request);
  if (body === null) return refuse(413);
  const cookies = cookiesOf(request);
  const written = new WrittenResponse();
  let isFailed = false;
  const log: AuthSetting["log"] = (code, message) => {
    isFailed = true;
    setting.log(code, message);
  };
  await makeHandler({ ...setting, log })(
    {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      cookies,
      body,
      query: { ...Object.fromEntries(url.searchParams), nextauth: segments },
    },
    written,
  );
  if (isFailed) await setting.failed();
  const response = written.toResponse();

  const name = sessionCookieName(setting.origin);
  const before = cookies[name];
  const signedIn = response.headers.getSetCookie().some((line) => line.startsWith(`${name}=`));
  if (before !== undefined && signedIn) await setting.gate.closeSession(hashSessionToken(before));
  return response;
}
