/** Stands between one process and the database, and fails as networks do: resets, and silence. */
import { connect, createServer, type Socket } from "node:net";

export interface TcpProxy {
  readonly port: number;
  /** Cuts every connection with a reset, in the middle of whatever is said. */
  reset(): void;
  /** Nothing passes either way, and nothing is refused, until `hear`. */
  silence(): void;
  hear(): void;
  /** Where connections lead from now on. Those that stand stay where they are. */
  lead(port: number): void;
  close(): Promise<void>;
}

/**
 * Ends a socket with a reset. One that says goodbye already cannot be reset, and Node then keeps it for ever, so that
 * even the end of its process waits for it: that one is just closed.
 */
function cutOff(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

export async function startTcpProxy(to: number): Promise<TcpProxy> {
  let target = to;
  let isSilent = false;
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    const cut = (): void => {
      pairs.delete(pair);
      for (const socket of pair) cutOff(socket);
    };
    for (const [from, into] of [pair, [far, near] as const]) {
      from.on("data", (chunk) => into.write(chunk));
      from.on("error", cut);
      from.on("close", cut);
      if (isSilent) from.pause();
    }
  });
  const hold = (silent: boolean): void => {
    isSilent = silent;
    for (const socket of [...pairs].flat()) {
      if (silent) socket.pause();
      else socket.resume();
    }
  };
  const reset = (): void => {
    for (const socket of [...pairs].flat()) cutOff(socket);
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    port: address.port,
    reset,
    silence: () => hold(true),
    hear: () => hold(false),
    lead(port) {
      target = port;
    },
    close() {
      reset();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
