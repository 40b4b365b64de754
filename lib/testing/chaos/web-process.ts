/**
 * The web's data layer in a process of its own: what is behind its pages and actions, with the web's own role in the
 * database. It does what its parent asks for (`WebRequest`), and answers each by its number.
 */
import { hash } from "node:crypto";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { createJobQueue } from "#lib/adapters/queue/job-queue.ts";
import { announceReady, exitWithParent } from "#lib/adapters/system/child-process-protocol.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { operateOnWeb, type WebAnswer, type WebOperation } from "./web-operations.ts";

export interface WebRequest {
  readonly number: number;
  readonly operation: WebOperation;
  readonly personId: string;
  readonly form: object;
  /** The form's own key: what is sent again with it is answered again. */
  readonly key: string;
}

/** `failure`: something broke on the way, and nobody knows what became of it. */
export type WebReply = { readonly number: number } & (WebAnswer | { readonly failure: string });

runProgram(async () => {
  const db = openDatabase(process.env.WEB_DATABASE_URL ?? "", { applicationName: "web", connections: 8 });
  const deps = { db, queue: createJobQueue(db) };
  exitWithParent(() => db.$disconnect());

  async function answer(request: WebRequest): Promise<WebAnswer | { failure: string }> {
    const { operation, personId, form, key } = request;
    try {
      const { displayName } = await db.person.findUniqueOrThrow({ where: { id: personId } });
      // As the web mints one for a session; each use-case reads the roles again.
      const actor = { kind: "person", personId, displayName, roles: [] } as unknown as PersonActor;
      const once = { key, bodyHash: hash("sha256", JSON.stringify({ operation, form })) };
      return await operateOnWeb(operation, { ...deps, once }, actor, form);
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  }

  process.on("message", async (request: WebRequest) => {
    const reply: WebReply = { number: request.number, ...(await answer(request)) };
    process.send?.(reply);
  });
  announceReady();
});
