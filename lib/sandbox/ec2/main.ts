import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { administer, adminPrefix } from "./admin.ts";
import { dispatch, type Reply, type Sandbox } from "./dispatch.ts";
import type { EstateInput } from "./estate.ts";
import { stateFromEstate } from "./estate-state.ts";
import { faultBoard } from "./faults.ts";
import { openRequestLog } from "./request-log.ts";
import { openStore } from "./store.ts";
import { tokenBuckets } from "./token-buckets.ts";

export interface Ec2SandboxOptions {
  /** What the accounts look like on the very first start; later starts go on from the data directory. */
  readonly estate: EstateInput;
  /** Snapshot, journal and request log; made when missing. */
  readonly dataDirectory: string;
  /** 0 or left out: a free one. */
  readonly port?: number | undefined;
  /** Answer as EC2-compatible clouds without single rules do. */
  readonly reduced?: boolean | undefined;
  /** EC2's own request buckets; on unless switched off. */
  readonly throttle?: boolean | undefined;
  /** How long a signature is good for; 15 minutes as on EC2. */
  readonly requestLifeMilliseconds?: number | undefined;
}

export interface Ec2Sandbox {
  /** `http://127.0.0.1:PORT`, for both EC2 and STS. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const largestBody = 1024 * 1024;

/** Starts EC2 and STS on 127.0.0.1. Rejects when the port is taken or the data directory cannot be used. */
export async function startEc2Sandbox(options: Ec2SandboxOptions): Promise<Ec2Sandbox> {
  const startOver = () => stateFromEstate(options.estate);
  const sandbox: Sandbox = {
    store: openStore(options.dataDirectory, startOver, Date.now()),
    log: openRequestLog(options.dataDirectory),
    faults: faultBoard(),
    buckets: tokenBuckets(),
    throttled: options.throttle ?? true,
    reduced: options.reduced ?? false,
    requestLifeMilliseconds: options.requestLifeMilliseconds ?? 15 * 60 * 1000,
  };
  const server = createServer((incoming, response) => {
    handle(sandbox, startOver, incoming, response).catch((error: unknown) => {
      process.stderr.write(`sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sandbox has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      sandbox.store.close();
    },
  };
}

async function handle(
  sandbox: Sandbox,
  startOver: () => ReturnType<typeof stateFromEstate>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) {
    response.writeHead(413, { connection: "close" }).end();
    return;
  }
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const method = incoming.method ?? "";
  const headers = flatHeaders(incoming);
  if (url.pathname.startsWith(adminPrefix)) {
    const reply = administer(sandbox, startOver, { method, url, headers, body });
    response.writeHead(reply.status, { "content-type": "application/json" }).end(JSON.stringify(reply.body));
    return;
  }
  const query = url.search.slice(1);
  send(await dispatch(sandbox, { method, path: url.pathname, query, headers, body }), response);
}

function send(reply: Reply, response: ServerResponse): void {
  if (reply.kind === "hang") return;
  if (reply.kind === "drop") {
    response.socket?.resetAndDestroy();
    return;
  }
  response
    .writeHead(reply.status, {
      "content-type": "text/xml;charset=UTF-8",
      "x-amzn-requestid": reply.requestId,
    })
    .end(reply.xml);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const flatHeaders = (incoming: IncomingMessage): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(",") : value,
    ]),
  );
