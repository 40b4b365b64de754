/**
 * An HTTP server for one part of the sandbox. It always binds 127.0.0.1 and answers only to a loopback name in the
 * Host header, so that no page elsewhere can reach it through a name it controls (DNS rebinding).
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface LoopbackServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Listens on `port` (0: any free one). Rejects with the operating system's error, such as EADDRINUSE. */
export async function startLoopbackServer(port: number, handler: HttpHandler): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    if (!LOOPBACK_HOST.test(request.headers.host ?? "")) {
      response.writeHead(421, { "content-type": "text/plain; charset=utf-8" });
      response.end("The sandbox answers to 127.0.0.1 and localhost only.\n");
      return;
    }
    Promise.resolve(handler(request, response)).catch((error: unknown) => {
      process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
      response.end("The sandbox failed on this request; its log says why.\n");
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
