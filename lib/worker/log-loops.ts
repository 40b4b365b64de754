import type { CheckpointPlace } from "#lib/adapters/checkpoints/checkpoint-place.ts";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import { finishTree, sequenceAudit } from "#lib/usecases/audit/sequence-audit.ts";
import { makeCheckpoint } from "#lib/usecases/audit/tree/make-checkpoint.ts";
import { newestCheckpoint } from "#lib/usecases/audit/tree/newest-checkpoint.ts";
import { logFailures } from "#lib/usecases/failures/log-failures.ts";
import { introduceSigner, type NoteSigner } from "#lib/usecases/review/make-packs.ts";
import { worker } from "./actor.ts";
import { configuredPlaces } from "./checkpoint-places.ts";
import type { DatabaseWatch } from "./database-watch.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { WorkerParts } from "./worker-parts.ts";

/** As many entries get their place in one transaction. */
const BATCH = 1_000;

/** How often it is looked whether a checkpoint is due, and whether what was signed before still holds. */
const LOOK_SECONDS = 10;

/** Gives the log its order and its tree, signs it from time to time, and takes what was signed to where it is kept. */
export function logLoops(
  { db, environment, log }: Pick<WorkerParts, "db" | "environment" | "log">,
  signer: NoteSigner,
  watch: Pick<DatabaseWatch, "contradicted" | "agreed">,
): readonly Loop[] {
  const places = configuredPlaces(environment);
  const everySeconds = environment.SALLYPORT_CHECKPOINT_SECONDS;
  /** The note that each place took last. */
  const kept = new Map<CheckpointPlace, string>();
  let isReady = false;

  async function deliver(place: CheckpointPlace, note: string, size: number): Promise<void> {
    if ((kept.get(place) ?? place.newest()) === note) return;
    try {
      await place.keep(note, size);
      kept.set(place, note);
    } catch (error) {
      log.error({ place: place.name, err: error }, "a checkpoint could not be kept; it is tried again");
    }
  }

  return [
    startLoop("order of the log", 250, log, async () => {
      while ((await sequenceAudit({ db }, BATCH)) === BATCH);
    }),
    startLoop("counted failures", 5_000, log, () => logFailures(db, worker)),
    startLoop("checkpoints", Math.min(everySeconds, LOOK_SECONDS) * 1_000, log, async () => {
      if (!isReady) {
        await introduceSigner(db, signer);
        await finishTree({ db });
      }
      isReady = true;
      // What others put there is not our word.
      const outside = places
        .map((place) => signedCheckpoint(place.newest() ?? "", signer.verifier))
        .filter((head) => head !== null);
      const outcome = await makeCheckpoint(db, { signer, outside, everySeconds });
      if (outcome.kind === "contradicted") {
        log.error(
          { sentence: outcome.sentence, held: places.map(({ name }) => name) },
          "the log is not what was signed: nothing more of it is signed; after a restore from a backup, run npm run audit:resume",
        );
        watch.contradicted(outcome.sentence);
        return;
      }
      if (outside.length > 0 && outside.length === places.length) watch.agreed();
      const newest = await newestCheckpoint(db, signer.keyId);
      if (newest === null) return;
      await Promise.all(places.map((place) => deliver(place, newest.note, newest.size)));
    }),
  ];
}
