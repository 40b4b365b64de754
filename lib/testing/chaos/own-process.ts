/** A process of the bench: real, started as it is for real, killed and stopped at will, and brought back. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { isReadyMessage } from "#lib/adapters/system/child-process-protocol.ts";

const root = path.resolve(import.meta.dirname, "..", "..", "..");
/** Of what a process wrote, so much is kept to be shown. */
const KEPT_TEXT = 200_000;

export interface OwnProcessOptions {
  readonly name: string;
  /** From the root of the project. */
  readonly module: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export class OwnProcess {
  readonly name: string;
  readonly #options: OwnProcessOptions;
  #child: ChildProcess | null = null;
  #text = "";
  #isStopped = false;
  #isReady = false;

  constructor(options: OwnProcessOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get child(): ChildProcess | null {
    return this.#child;
  }

  /** Whether it has said so in this life: until then whoever asks it something is turned away. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** What it has written, over all its lives. */
  get text(): string {
    return this.#text;
  }

  /** Starts it and waits until it says that it is ready; false when it ended before. */
  async start(): Promise<boolean> {
    if (this.#child !== null) return true;
    const { module, args = [], environment = {} } = this.#options;
    const child = fork(path.join(root, module), [...args], {
      // As it is started for real: without what a test runner gives to Node.
      execArgv: [],
      cwd: root,
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    // As many as are asked something at once.
    child.setMaxListeners(0);
    this.#child = child;
    this.#isStopped = false;
    this.#isReady = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.#text = (this.#text + chunk.toString("utf8")).slice(-KEPT_TEXT);
      });
    }
    child.once("exit", () => {
      if (this.#child !== child) return;
      this.#child = null;
      this.#isReady = false;
    });
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", () => resolve(false));
      child.on("message", (message) => {
        if (!isReadyMessage(message)) return;
        this.#isReady = true;
        resolve(true);
      });
    });
  }

  /** Ends it and waits until it is gone; resolves with its exit code or the signal, null when there was none. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<number | string | null> {
    const child = this.#child;
    if (child === null) return null;
    this.goOn();
    const ended = once(child, "exit");
    child.kill(signal);
    const [code, by] = await ended;
    return by ?? code;
  }

  /** SIGSTOP: it is there, and does nothing. */
  pause(): void {
    this.#isStopped = this.#child?.kill("SIGSTOP") ?? false;
  }

  goOn(): void {
    if (this.#isStopped) this.#child?.kill("SIGCONT");
    this.#isStopped = false;
  }
}
