/** What the oracles judge: all that is left after a run, from the database and from EC2. */
import { readFileSync } from "node:fs";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import { notesIn } from "#lib/formats/log/checkpoint-file.ts";
import type { RequestEntry } from "#lib/sandbox/ec2/request-log.ts";
import { operatorActor } from "#lib/testing/organisation.ts";
import { verifyAudit } from "#lib/usecases/audit/verify-audit.ts";
import type { Trouble } from "../inflict.ts";
import type { World } from "../world.ts";

/** A call of somebody with a console to which no answer came; milliseconds since 1970. */
export interface LostByHand {
  /** The rule, as oracles name it. */
  readonly target: string;
  readonly from: number;
  readonly until: number;
}

export interface Happened {
  readonly troubles: readonly Trouble[];
  readonly lostByHand: readonly LostByHand[];
}

export async function gatherEvidence(
  world: World,
  before: ReadonlySet<string>,
  { troubles, lostByHand }: Happened,
) {
  const { owner } = world.org;
  const requests = await world.requests();
  const notes = world.checkpointFiles.flatMap((file) => notesIn(readFileSync(file, "utf8")));
  const audit = await verifyAudit({ db: owner }, operatorActor, signedCheckpoint, notes);
  if (!audit.ok) throw new Error(audit.problem.sentence);
  return {
    /** Rules of the shop, before anything was done and now. */
    before,
    now: await world.rules(),
    requests: requests as readonly RequestEntry[],
    troubles,
    lostByHand,
    notes,
    audit: audit.value,
    steps: await owner.step.findMany({ include: { journal: { orderBy: { id: "asc" } } } }),
    changes: await owner.changeRequest.findMany({
      include: { approvals: true, moves: { orderBy: { version: "asc" } } },
      orderBy: { number: "asc" },
    }),
    grants: await owner.grant.findMany({ orderBy: { number: "asc" } }),
    roles: await owner.roleAssignment.findMany(),
    drifts: await owner.drift.findMany(),
    leases: await owner.lease.findMany(),
    entries: await owner.auditEntry.findMany({ select: { action: true, changeId: true, grantId: true } }),
  };
}

export type Evidence = Awaited<ReturnType<typeof gatherEvidence>>;
