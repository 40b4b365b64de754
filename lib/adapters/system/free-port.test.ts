import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { findFreePort, isPortFree } from "./free-port.ts";

const RANGE = "/proc/sys/net/ipv4/ip_local_port_range";

const listening = async (port: number) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
};

describe.skipIf(!existsSync(RANGE))("where this machine says which ports connections begin at", () => {
  test("a free port is none that a connection to elsewhere could be given first", async () => {
    const [least] = readFileSync(RANGE, "utf8").trim().split(/\s+/).map(Number);
    const found = await Promise.all(Array.from({ length: 20 }, () => findFreePort()));
    for (const port of found) expect(port).toBeLessThan(least ?? 0);
  });
});

test("a free port can be listened on, and then it is not free", async () => {
  const port = await findFreePort();
  expect(await isPortFree(port)).toBe(true);
  const server = await listening(port);
  expect(await isPortFree(port)).toBe(false);
  server.close();
});
