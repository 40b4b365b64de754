/** A NAT gateway forgets connections that say nothing for some minutes, and answers what comes next on them by a reset. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningSandbox, runningSandbox } from "#lib/sandbox/ec2/testing/running-sandbox.ts";
import { demoEstate } from "#lib/sandbox/estate/demo-estate.ts";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { createEc2Clients, type Ec2Clients } from "./ec2-clients.ts";
import { createEc2Gate } from "./ec2-gate.ts";
import { sandboxAccess } from "./sandbox-access.ts";

const SCOPE = { accountId: "111122223333", region: "eu-central-1" };
const known = new Set<Socket>();
let sandbox: RunningSandbox;
let nat: Server;
let clients: Ec2Clients;

beforeAll(async () => {
  sandbox = await runningSandbox({ estate: demoEstate });
  nat = createServer((near) => {
    const far = connect(Number(new URL(sandbox.url).port), "127.0.0.1");
    known.add(near);
    near.on("data", (data) => {
      if (known.has(near)) far.write(data);
      else near.resetAndDestroy();
    });
    far.pipe(near);
    for (const end of [near, far]) end.on("error", () => end.destroy());
    near.on("close", () => far.destroy());
  });
  await new Promise<void>((resolve) => nat.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(nat.address() as AddressInfo).port}`;
  clients = createEc2Clients({
    access: (accountId) => sandboxAccess(accountId, url),
    mayCall: (origin) => origin === url,
    requestDeadlineMs: 5_000,
  });
});

afterAll(async () => {
  clients.close();
  nat.close();
  await sandbox.stop();
});

test("a change goes over a connection of its own, which nobody between can have forgotten", async () => {
  const session = await createEc2Gate(clients).open(SCOPE);
  await session.ready();
  await session.readGroups([GROUP.shopDoor]);
  expect(known.size).toBeGreaterThan(0);
  known.clear();
  const rule = {
    direction: "ingress",
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    peer: { kind: "ipv4", cidr: "203.0.113.9/32" },
    description: null,
  } as const;
  const call = { kind: "authorize", groupId: GROUP.shopDoor, rule, tags: {} } as const;
  expect(await session.send(call, () => true)).toMatchObject({ kind: "accepted" });
});
