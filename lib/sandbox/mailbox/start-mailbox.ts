/** Runs the mailbox: SMTP in, pages and JSON out (`GET /messages?to=`, `DELETE /messages`). */
import { type LoopbackServer, startLoopbackServer } from "../loopback-server.ts";
import { PAGE_HEADERS } from "../page.ts";
import { type LetterReceiver, startLetterReceiver } from "./letter-receiver.ts";
import { LetterStore } from "./letter-store.ts";
import { absentPage, letterPage, listPage } from "./mailbox-pages.ts";

export interface MailboxOptions {
  readonly dataFolder: string;
  /** 0: any free port. */
  readonly pagePort: number;
  /** 0: any free port. */
  readonly smtpPort: number;
}

export interface Mailbox {
  /** Where people read: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Where the product sends: `smtp://127.0.0.1:PORT`. */
  readonly smtpUrl: string;
  readonly server: LoopbackServer;
  readonly receiver: LetterReceiver;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const asPage = (status: number, body: string): Answer => ({ status, headers: PAGE_HEADERS, body });

const JSON_HEADERS = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

function answer(store: LetterStore, method: string, path: string): Answer {
  const url = new URL(path, "http://mailbox.invalid");
  const to = url.searchParams.get("to");
  if (url.pathname === "/messages" && method === "DELETE") {
    store.clear();
    return { status: 204, headers: {}, body: "" };
  }
  if (method !== "GET" && method !== "HEAD")
    return { status: 405, headers: { allow: "GET, HEAD" }, body: "" };
  if (url.pathname === "/messages") {
    return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(store.list(to)) };
  }
  if (url.pathname === "/") return asPage(200, listPage(store.list(to), to));
  const letter = url.pathname.startsWith("/letters/")
    ? store.find(url.pathname.slice("/letters/".length))
    : undefined;
  return letter === undefined ? asPage(404, absentPage()) : asPage(200, letterPage(letter));
}

export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const store = new LetterStore(options.dataFolder);
  const receiver = await startLetterReceiver(options.smtpPort, store);
  const server = await startLoopbackServer(options.pagePort, (request, response) => {
    const { status, headers, body } = answer(store, request.method ?? "GET", request.url ?? "/");
    response.writeHead(status, headers).end(body);
  }).catch(async (error: unknown) => {
    await receiver.close();
    throw error;
  });
  return {
    url: server.url,
    smtpUrl: `smtp://127.0.0.1:${receiver.port}`,
    server,
    receiver,
    close: async () => {
      await Promise.all([server.close(), receiver.close()]);
    },
  };
}
