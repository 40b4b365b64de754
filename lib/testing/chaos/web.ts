import { OwnProcess, type OwnProcessOptions } from "./own-process.ts";
import type { WebAnswer } from "./web-operations.ts";
import type { WebReply, WebRequest } from "./web-process.ts";

/** As long as somebody in a browser waits before they try again. */
const PATIENCE_MS = 10_000;

/** One of the webs: its process, and what is asked of it. */
export class Web extends OwnProcess {
  #number = 0;
  /** What broke while something was asked for, in its words: told when an oracle finds something. */
  readonly failures: string[] = [];
  readonly refusals: string[] = [];

  constructor(options: Omit<OwnProcessOptions, "module">) {
    super({ ...options, module: "lib/testing/chaos/web-process.ts" });
  }

  /** Null when no answer came: whether it was done, nobody knows. */
  async ask(request: Omit<WebRequest, "number">): Promise<WebAnswer | null> {
    const { child } = this;
    if (child === null || !child.connected || !this.isReady) return null;
    this.#number += 1;
    const numbered: WebRequest = { ...request, number: this.#number };
    return new Promise((resolve) => {
      const done = (answer: WebAnswer | null): void => {
        clearTimeout(timer);
        child.off("message", hear);
        child.off("exit", lost);
        resolve(answer);
      };
      const lost = (): void => done(null);
      const hear = (message: unknown): void => {
        const reply = message as WebReply;
        if (reply.number !== numbered.number) return;
        if (!("failure" in reply) && reply.refusal !== null)
          this.refusals.push(`${request.operation}: ${reply.refusal}`);
        if ("failure" in reply) this.failures.push(`${request.operation}: ${reply.failure}`);
        done("failure" in reply ? null : { refusal: reply.refusal });
      };
      const timer = setTimeout(lost, PATIENCE_MS);
      child.on("message", hear);
      child.once("exit", lost);
      child.send(numbered, (error) => {
        if (error !== null) lost();
      });
    });
  }
}
