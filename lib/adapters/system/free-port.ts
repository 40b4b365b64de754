import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below where any system's own ports begin, which connections to elsewhere are given: Linux from 32768 on. */
const [LEAST, END] = [10_000, 32_000];
const ATTEMPTS = 100;

/** Whether `port` can be listened on at `host`: an attempt to, given up at once. */
export function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/**
 * A TCP port that nothing listens on at `host` right now. One that the system chose would be among those that it gives
 * to the next connection to elsewhere, before anybody listens; another program that listens may still take this one.
 */
export async function findFreePort(host = "127.0.0.1"): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LEAST, END);
    if (await isPortFree(port, host)) return port;
  }
  throw new Error(`No port from ${LEAST} to ${END} is free.`);
}
