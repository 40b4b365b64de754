/**
 * A network namespace without a name, held by a process that ends when its input does: whatever happens to us, SIGKILL
 * included, the kernel takes the namespace and its devices away.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readlinkSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

export class Namespace implements AsyncDisposable {
  readonly #holder: ChildProcess;
  readonly pid: number;

  private constructor(holder: ChildProcess, pid: number) {
    this.#holder = holder;
    this.pid = pid;
  }

  static async make(): Promise<Namespace> {
    const holder = spawn("unshare", ["--net", "cat"], { stdio: ["pipe", "ignore", "inherit"] });
    await once(holder, "spawn");
    const { pid } = holder;
    if (pid === undefined) throw new Error("unshare has no process id");
    const ours = readlinkSync("/proc/self/ns/net");
    for (let tries = 0; readlinkSync(`/proc/${pid}/ns/net`) === ours; tries += 1) {
      if (tries > 500 || holder.exitCode !== null) throw new Error("No network namespace was made.");
      await wait(10);
    }
    return new Namespace(holder, pid);
  }

  /** Runs a program inside to its end and gives its output; throws with what it complained of. */
  run(input: string, program: string, ...args: readonly string[]): string {
    const { status, stdout, stderr, error } = spawnSync(
      "nsenter",
      [`--net=/proc/${this.pid}/ns/net`, program, ...args],
      { input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#holder.exitCode !== null) return;
    const ended = once(this.#holder, "exit");
    this.#holder.stdin?.end();
    await ended;
  }
}
