/** Serves the graph's page over generated data, under the product's own content security policy. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { pageScript } from "./page-script.ts";
import { pageFont, pageStyle } from "./page-style.ts";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
].join("; ");

const PAGE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Graph</title><link rel="stylesheet" href="/page.css"></head><body><div id="page"></div><script type="module" src="/page.js"></script></body></html>';

/** The baseline: a canvas of the same size that is cleared in every frame, and nothing else. */
const EMPTY =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Empty</title><link rel="stylesheet" href="/page.css"></head><body><canvas id="empty"></canvas><script type="module" src="/empty.js"></script></body></html>';

const EMPTY_SCRIPT = `
const canvas = document.getElementById("empty");
const context = canvas.getContext("2d", { alpha: false });
addEventListener("empty:start", () => {
  canvas.width = 1216; canvas.height = 640;
  const draw = () => { context.fillRect(0, 0, canvas.width, canvas.height); requestAnimationFrame(draw); };
  draw();
});
dispatchEvent(new Event("empty:start"));
`;

export interface PageServer {
  readonly url: string;
  /** Bytes of the data as they go over the wire. */
  readonly dataBytes: number;
  readonly close: () => void;
}

/** `data`: a packed graph as JSON. */
export async function servePage(root: string, data: string): Promise<PageServer> {
  const compressed = gzipSync(data);
  const [script, style] = [await pageScript(root), await pageStyle(root)];
  const send = (response: ServerResponse, type: string, body: string | Buffer, headers = {}) => {
    response.writeHead(200, { "content-type": type, "content-security-policy": POLICY, ...headers });
    response.end(body);
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const font = pathname.startsWith("/files/") ? pageFont(root, path.basename(pathname)) : null;
    if (font !== null) send(response, "font/woff2", font);
    else if (pathname === "/page.js") send(response, "text/javascript", script);
    else if (pathname === "/empty.js") send(response, "text/javascript", EMPTY_SCRIPT);
    else if (pathname === "/page.css") send(response, "text/css", style);
    else if (pathname === "/graph/data")
      send(response, "application/json", compressed, { "content-encoding": "gzip" });
    else send(response, "text/html; charset=utf-8", pathname === "/empty" ? EMPTY : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, dataBytes: compressed.byteLength, close: () => server.close() };
}
