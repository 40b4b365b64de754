import {
  introduceSigner,
  makePacks,
  type NoteSigner,
  type PackDeps,
} from "#lib/usecases/review/make-packs.ts";
import { remindReviewers } from "#lib/usecases/review/remind-reviewers.ts";
import { worker } from "./actor.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { WorkerParts } from "./worker-parts.ts";

/** Printing is loaded with the first review to be printed: with its fonts it is a tenth of a worker's start. */
const printPdf: PackDeps["printPdf"] = async (pack) => {
  const { printEvidence } = await import("#lib/adapters/pdf/print-evidence.ts");
  return printEvidence(pack);
};

/** Makes and signs the evidence of reviews that were closed, and reminds reviewers of those that are not. */
export function evidenceLoops(
  { db, log }: Pick<WorkerParts, "db" | "log">,
  signer: NoteSigner,
): readonly Loop[] {
  let isIntroduced = false;
  return [
    startLoop("evidence of reviews", 1_000, log, async () => {
      if (!isIntroduced) await introduceSigner(db, signer);
      isIntroduced = true;
      const made = await makePacks({ db, actor: worker, signer, printPdf });
      if (made > 0) log.info({ made }, "evidence");
    }),
    startLoop("reviews that are due", 60_000, log, () => remindReviewers(db)),
  ];
}
