/** Runs the demo identity provider on loopback. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import { type LoopbackServer, startLoopbackServer } from "../loopback-server.ts";
import { html, PAGE_HEADERS, page } from "../page.ts";
import type { DemoPerson } from "./demo-people.ts";
import { createDemoProvider, DEMO_CLIENT_ID } from "./demo-provider.ts";
import { providerKeys } from "./provider-keys.ts";
import { signInPage } from "./sign-in-page.ts";

export interface IdentityOptions {
  readonly dataFolder: string;
  /** 0: any free port. The issuer contains the port, so callers keep it the same between starts. */
  readonly port: number;
  /** Origins of the Sallyport that may use it, such as `http://localhost:3000`. */
  readonly applicationOrigins: readonly string[];
  readonly people: readonly DemoPerson[];
  /** Keep name and e-mail address out of the ID token, as some providers do. */
  readonly thinIdTokens?: boolean;
}

export interface Identity {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly server: LoopbackServer;
}

const LONGEST_FORM = 1_000;

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = "";
  for await (const chunk of request) {
    body += chunk;
    if (body.length > LONGEST_FORM) throw new Error("The sign-in form is one short field.");
  }
  return new URLSearchParams(body);
}

function sendPage(response: ServerResponse, status: number, content: string): void {
  response.writeHead(status, PAGE_HEADERS);
  response.end(content);
}

async function answerSignIn(
  provider: Provider,
  people: readonly DemoPerson[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await provider.interactionDetails(request, response);
  } catch {
    const explanation = html`<h1>This sign-in is over</h1>
<p>It was used already, or waited for too long. Go back to Sallyport and start again.</p>`;
    sendPage(response, 400, page("This sign-in is over", explanation));
    return;
  }
  if (request.method !== "POST") {
    sendPage(response, 200, signInPage(people));
    return;
  }
  const subject = (await readForm(request)).get("subject");
  const person = people.find((candidate) => candidate.subject === subject);
  if (person === undefined) {
    sendPage(response, 400, signInPage(people));
    return;
  }
  await provider.interactionFinished(request, response, {
    login: { accountId: person.subject, remember: false },
  });
}

export async function startIdentity(options: IdentityOptions): Promise<Identity> {
  const keys = providerKeys(options.dataFolder);
  // The issuer names the port, which is known only once the server listens.
  let answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void> = (
    _,
    response,
  ) => {
    response.writeHead(503).end();
  };
  const server = await startLoopbackServer(options.port, (request, response) => answer(request, response));
  const redirectUris = options.applicationOrigins.map((origin) => `${origin}/api/auth/callback/oidc`);
  const provider = createDemoProvider(server.url, {
    people: options.people,
    keys,
    redirectUris,
    thinIdTokens: options.thinIdTokens ?? false,
  });
  const standard = provider.callback();
  answer = (request, response) =>
    request.url?.startsWith("/sign-in/")
      ? answerSignIn(provider, options.people, request, response)
      : standard(request, response);
  return { issuer: server.url, clientId: DEMO_CLIENT_ID, clientSecret: keys.clientSecret, server };
}
