/** The page's side of a look: starts the worker, hears how far it is, asks it questions, ends it. */
import type { GivenFile } from "./given-file.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { QuestionName, Questions } from "./questions.ts";

export type LookNews = Exclude<FromWorker, { kind: "told" }> | { readonly kind: "died" };

export interface OpenLook {
  readonly ask: <Name extends QuestionName>(
    name: Name,
    ask: Questions[Name]["ask"],
  ) => Promise<Questions[Name]["told"]>;
  /** As one file; null where a file that was given cannot be read any more. */
  readonly keep: () => Promise<Blob | null>;
  /** Everything it held is gone, and what was asked is never answered. */
  readonly end: () => void;
}

/** `hear` is told whatever happens until it is ready, refused or died. */
export const openLook = (files: readonly GivenFile[], hear: (news: LookNews) => void): OpenLook => {
  const worker = new Worker(new URL("./look-worker.ts", import.meta.url), { type: "module", name: "look" });
  const waiting = new Map<number, (told: unknown) => void>();
  let asked = 0;
  const send = (message: ToWorker): void => worker.postMessage(message);
  worker.addEventListener("message", ({ data }: MessageEvent) => {
    const message: FromWorker = data;
    if (message.kind !== "told") {
      hear(message);
      return;
    }
    waiting.get(message.id)?.(message.told);
    waiting.delete(message.id);
  });
  worker.addEventListener("error", () => hear({ kind: "died" }));
  send({ kind: "look", files });
  return {
    ask: <Name extends QuestionName>(name: Name, ask: Questions[Name]["ask"]) =>
      new Promise<Questions[Name]["told"]>((resolve) => {
        asked += 1;
        // The worker answers each question with what its name stands for.
        waiting.set(asked, (told) => resolve(told as Questions[Name]["told"]));
        // One member of the union for each name: TypeScript cannot see that name and ask belong together.
        const question = { name, ask } as Extract<ToWorker, { kind: "ask" }>["asked"];
        send({ kind: "ask", id: asked, asked: question });
      }),
    keep: () =>
      new Promise((resolve) => {
        asked += 1;
        waiting.set(asked, (told) => resolve(told instanceof Blob ? told : null));
        send({ kind: "keep", id: asked });
      }),
    end: () => worker.terminate(),
  };
};
