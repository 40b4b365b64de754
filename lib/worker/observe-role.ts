import { createCallTrail } from "#lib/adapters/ec2/call-trail.ts";
import { createEstateReader } from "#lib/adapters/ec2/estate-reader.ts";
import { judgeQuestions } from "#lib/usecases/ask/judge-questions.ts";
import { answerDrift } from "#lib/usecases/drift/answer-drift.ts";
import { attributeDrift } from "#lib/usecases/drift/attribute-drift.ts";
import { findDrift } from "#lib/usecases/drift/find-drift.ts";
import { thinLooks } from "#lib/usecases/history/thin-looks.ts";
import { closeLostLooks } from "#lib/usecases/observation/close-lost-looks.ts";
import { enqueueDueLooks } from "#lib/usecases/observation/enqueue-due-looks.ts";
import { observeScope } from "#lib/usecases/observation/observe-scope.ts";
import { recordPosture } from "#lib/usecases/posture/record-posture.ts";
import { scopesWithNewExceptions } from "#lib/usecases/posture/scopes-with-new-exceptions.ts";
import { worker } from "./actor.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { WorkerParts } from "./worker-parts.ts";

const LOOK_FOR_DUE_MS = 2_000;
/** Days and months are thinned in whole, so an hour sooner or later makes no difference. */
const THIN_EVERY_MS = 3_600_000;
const JUDGE_AGAIN_MS = 2_000;
/** Each rule at most once a minute. */
const ASK_TRAIL_MS = 15_000;

/** Looks at every scope on a schedule and on demand, each scope by one look at a time in this process. */
export function observeRole({ db, queue, accounts, log, environment }: WorkerParts) {
  const estate = createEstateReader(accounts.clients);
  const trail = createCallTrail(accounts.clients);
  const looking = new Map<string, Promise<unknown>>();
  let judgedUntil = new Date();
  return {
    async observe(scopeId: string, requestedBy: string | null): Promise<void> {
      const before = looking.get(scopeId) ?? Promise.resolve();
      const look = before.catch(() => undefined).then(() => observeScope(db, estate, scopeId, requestedBy));
      looking.set(scopeId, look);
      try {
        const recorded = await look;
        log.info({ scopeId, recorded }, "observed");
        if (!recorded) return;
        const found = await findDrift(db, worker, scopeId);
        if (found > 0) log.warn({ scopeId, found }, "rules changed outside Sallyport");
        const changes = await answerDrift({ db, queue, actor: worker }, scopeId);
        if (changes > 0) log.warn({ scopeId, changes }, "changes put back what changed outside");
        // What charts show is a courtesy: a look that was recorded stays so without it.
        await recordPosture(db, scopeId, environment.OBSERVE_INTERVAL_SECONDS).catch((error: unknown) =>
          log.error({ scopeId, err: error }, "the posture was not kept"),
        );
      } finally {
        if (looking.get(scopeId) === look) looking.delete(scopeId);
      }
    },
    loops: (): Loop[] => [
      startLoop("due looks", LOOK_FOR_DUE_MS, log, async () => {
        await closeLostLooks(db);
        await enqueueDueLooks({ db, queue }, environment.OBSERVE_INTERVAL_SECONDS);
      }),
      startLoop("postures after exceptions", LOOK_FOR_DUE_MS, log, async () => {
        const { scopeIds, until } = await scopesWithNewExceptions(db, judgedUntil);
        for (const scopeId of scopeIds)
          await recordPosture(db, scopeId, environment.OBSERVE_INTERVAL_SECONDS);
        judgedUntil = until;
      }),
      startLoop("old looks", THIN_EVERY_MS, log, async () => {
        const { looks, spans } = await thinLooks(db, worker);
        if (looks > 0) log.info({ looks, spans }, "thinned old looks");
      }),
      startLoop("who changed rules outside", ASK_TRAIL_MS, log, async () => {
        const told = await attributeDrift(db, trail);
        if (told > 0) log.info({ told }, "told who changed rules outside");
      }),
      startLoop("watched questions", JUDGE_AGAIN_MS, log, async () => {
        await judgeQuestions(db, worker);
      }),
    ],
  };
}
