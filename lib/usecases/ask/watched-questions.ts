import type { GuardrailState } from "#lib/core/guardrail/judgement.ts";
import type { Expectation } from "#lib/core/question/judge-question.ts";
import type { ReachPacket } from "#lib/core/reach/answer.ts";
import type { Database } from "../ports.ts";
import { expectationSchema, packetSchema, stateSchema } from "./stored-question.ts";

export interface WatchedRow {
  readonly id: string;
  readonly question: string;
  readonly expected: Expectation;
  readonly state: GuardrailState;
  /** Names from EC2 are in it as they are. */
  readonly sentence: string;
  readonly witness: ReachPacket | null;
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly judgedAt: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly accountName: string;
  readonly region: string;
  readonly stackName: string | null;
  readonly scopeId: string;
}

const ORDER: readonly GuardrailState[] = ["broken", "unknown", "holds"];

/**
 * Questions that are watched, broken ones first: all, or those of a stack, or those of a person and of teams. The
 * caller has checked that the actor may read.
 */
export async function watchedQuestions(
  db: Database,
  of: { readonly stackId?: string; readonly ownerId?: string; readonly teamIds?: readonly string[] } = {},
): Promise<readonly WatchedRow[]> {
  const { stackId, ownerId, teamIds = [] } = of;
  const rows = await db.watchedQuestion.findMany({
    where: {
      removedAt: null,
      ...(stackId === undefined ? {} : { stackId }),
      ...(ownerId === undefined ? {} : { OR: [{ ownerId }, { stack: { teamId: { in: [...teamIds] } } }] }),
    },
    include: { owner: true, scope: true, stack: { select: { name: true } } },
    orderBy: [{ since: "desc" }, { id: "asc" }],
  });
  return rows
    .map(
      (row): WatchedRow => ({
        id: row.id,
        question: row.question,
        expected: expectationSchema.parse(row.expected),
        state: stateSchema.parse(row.state),
        sentence: row.sentence,
        witness: row.witness === null ? null : packetSchema.parse(row.witness),
        since: row.since.toISOString(),
        judgedAt: row.judgedAt.toISOString(),
        ownerId: row.ownerId,
        ownerName: row.owner.displayName,
        accountName: row.scope.accountName,
        region: row.scope.region,
        stackName: row.stack?.name ?? null,
        scopeId: row.scopeId,
      }),
    )
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}
