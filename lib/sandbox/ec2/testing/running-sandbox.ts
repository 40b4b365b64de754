import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EC2Client } from "@aws-sdk/client-ec2";
import { STSClient } from "@aws-sdk/client-sts";
import type { FaultInput } from "../faults.ts";
import { type Ec2SandboxOptions, startEc2Sandbox } from "../main.ts";
import type { RequestEntry } from "../request-log.ts";
import { adminKey, home, smallEstate } from "./small-estate.ts";

interface Key {
  readonly id: string;
  readonly secret: string;
  readonly token?: string;
}

export interface RunningSandbox {
  readonly url: string;
  readonly directory: string;
  readonly ec2: (key?: Key, region?: string) => EC2Client;
  readonly sts: (key?: Key) => STSClient;
  readonly fault: (fault: FaultInput) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  readonly requests: () => Promise<readonly RequestEntry[]>;
  readonly stop: () => Promise<void>;
}

/** A sandbox on a free port with a data directory of its own, and unmodified SDK clients for it. */
export async function runningSandbox(options: Partial<Ec2SandboxOptions> = {}): Promise<RunningSandbox> {
  const directory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), "ec2-sandbox-")));
  const server = await startEc2Sandbox({ estate: smallEstate, dataDirectory: directory, ...options });
  const clients: { destroy: () => void }[] = [];
  const settings = (key: Key, region: string) => ({
    region,
    endpoint: server.url,
    maxAttempts: 1,
    credentials: {
      accessKeyId: key.id,
      secretAccessKey: key.secret,
      ...(key.token && { sessionToken: key.token }),
    },
  });
  const admin = (route: string, init?: RequestInit) => fetch(`${server.url}/_sandbox/${route}`, init);
  return {
    url: server.url,
    directory,
    ec2(key = adminKey, region = home) {
      const client = new EC2Client(settings(key, region));
      clients.push(client);
      return client;
    },
    sts(key = adminKey) {
      const client = new STSClient(settings(key, home));
      clients.push(client);
      return client;
    },
    async fault(fault) {
      const answer = await admin("faults", { method: "POST", body: JSON.stringify(fault) });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async clearFaults() {
      await admin("faults", { method: "DELETE" });
    },
    async requests() {
      const body: { requests: RequestEntry[] } = await (await admin("requests")).json();
      return body.requests;
    },
    async stop() {
      for (const client of clients) client.destroy();
      await server.close();
      if (options.dataDirectory === undefined) await rm(directory, { recursive: true });
    },
  };
}
