/**
 * What the supervisor (`npm start`) and the processes it starts say to each other, over Node's IPC channel.
 * Decision record: lib/decisions/0101-one-supervisor-over-ipc.md. Without a channel (`npm run worker`) the
 * same calls still hold: readiness is a line on standard output and the parent is nobody.
 *
 *   child -> supervisor   { "ready": true, ... }   once, when it serves; may carry where (`url`)
 *   supervisor -> child   SIGTERM                  finish what is in hand and exit 0
 *   channel closed                                 the supervisor is lost: the same as SIGTERM
 */
export interface ReadyMessage {
  readonly ready: true;
  /** Where the process listens, if it does. */
  readonly url?: string;
  /** More to tell the operator, for example `{ "sign-in": "http://127.0.0.1:…" }`. */
  readonly details?: Readonly<Record<string, string>>;
}

/** Tells whoever started this process that it now does its work. Call once. */
export function announceReady(message: Omit<ReadyMessage, "ready"> = {}): void {
  const ready: ReadyMessage = { ready: true, ...message };
  if (process.send) process.send(ready);
  else process.stdout.write(`${JSON.stringify(ready)}\n`);
}

/** Whether a message from a child is its readiness. */
export function isReadyMessage(message: unknown): message is ReadyMessage {
  return typeof message === "object" && message !== null && "ready" in message && message.ready === true;
}

/**
 * Ends this process cleanly on SIGTERM, SIGINT or the loss of the supervisor: runs `stop` once, then exits.
 * A `stop` that takes longer than `patienceMs` is abandoned with exit code 1, because nobody would be left to
 * kill it. Call it first thing in a main program.
 */
export function exitWithParent(stop: () => Promise<void> | void, patienceMs = 8_000): void {
  let stopping = false;
  const end = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    }
  };
  for (const event of ["SIGTERM", "SIGINT", "disconnect"] as const) process.on(event, () => void end());
}
