import type { IncomingMessage, ServerResponse } from "node:http";
import { startLoopbackServer } from "../loopback-server.ts";
import { administer, adminPrefix } from "./admin.ts";
import { dispatch, type Reply, type Sandbox } from "./dispatch.ts";
import type { EstateInput } from "./estate.ts";
import { stateFromEstate } from "./estate-state.ts";
import { faultBoard } from "./faults.ts";
import { openRequestLog } from "./request-log.ts";
import type { CloudState } from "./state.ts";
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
  /** How long a call is not in CloudTrail's event history yet; three minutes. */
  readonly trailDelayMilliseconds?: number | undefined;
}

export interface Ec2Sandbox {
  /** `http://127.0.0.1:PORT`, for EC2, STS, Service Quotas and CloudTrail. */
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

const largestBody = 1024 * 1024;

/** Starts EC2, STS, Service Quotas and CloudTrail on 127.0.0.1. Rejects when the port is taken or the data directory cannot be used. */
export async function startEc2Sandbox(options: Ec2SandboxOptions): Promise<Ec2Sandbox> {
  const startOver = () => stateFromEstate(options.estate);
  // Listening comes first: whoever is refused the port must not touch the files of the one who has it.
  const server = await startLoopbackServer(options.port ?? 0, (incoming, response) =>
    handle(sandbox, startOver, incoming, response),
  );
  const sandbox = openSandbox(options, startOver);
  return {
    url: server.url,
    port: server.port,
    async close() {
      await server.close();
      sandbox.store.close();
    },
  };
}

function openSandbox(options: Ec2SandboxOptions, startOver: () => CloudState): Sandbox {
  return {
    store: openStore(options.dataDirectory, startOver, Date.now()),
    log: openRequestLog(options.dataDirectory),
    faults: faultBoard(),
    buckets: tokenBuckets(),
    throttled: options.throttle ?? true,
    reduced: options.reduced ?? false,
    requestLifeMilliseconds: options.requestLifeMilliseconds ?? 15 * 60 * 1000,
    trailDelayMilliseconds: options.trailDelayMilliseconds ?? 3 * 60 * 1000,
  };
}

async function handle(
  sandbox: Sandbox,
  startOver: () => CloudState,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === "gone") return;
  if (body === "too-large") {
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
      "content-type": reply.written.contentType,
      "x-amzn-requestid": reply.requestId,
    })
    .end(reply.written.body);
}

/** The whole body, or why there is none: too much of it, or the sender left while sending. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | "too-large" | "gone"> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming) {
      size += chunk.length;
      if (size > largestBody) return "too-large";
      chunks.push(chunk);
    }
  } catch {
    return "gone";
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
