import type { Missing } from "#lib/core/review/missing.ts";
import { ruleStanding } from "#lib/core/review/rule-standing.ts";
import { evidenceSchema } from "#lib/formats/review/stored-review.ts";
import type { Transaction } from "../ports.ts";
import type { SeenScopes } from "./gather-evidence.ts";
import { type SubjectIds, subjectKey } from "./review-subjects.ts";

export interface MissingRow extends SubjectIds {
  readonly evidence: unknown;
}

const UNKNOWN: Missing = { kind: "unknown" };

/** Why rows of a review are not about anything that is reviewed now, by `subjectKey`. */
export async function whyMissing(
  transaction: Transaction,
  rows: readonly MissingRow[],
  seen: SeenScopes,
): Promise<ReadonlyMap<string, Missing>> {
  const idsOf = (pick: (row: MissingRow) => string | null) => ({
    id: { in: rows.flatMap((row) => pick(row) ?? []) },
  });
  const grants = await transaction.grant.findMany({ where: idsOf(({ grantId }) => grantId) });
  const exceptions = await transaction.findingException.findMany({
    where: idsOf(({ exceptionId }) => exceptionId),
  });
  const stacks = await transaction.stack.findMany({
    where: idsOf(({ stackId }) => stackId),
    select: { id: true, scopeId: true },
  });
  const ofGrant = (id: string | null): Missing => {
    const grant = grants.find((each) => each.id === id);
    if (grant === undefined) return UNKNOWN;
    if (grant.endedAt !== null) return { kind: "ended", at: grant.endedAt.toISOString() };
    if (grant.state === "ending") return { kind: "ending" };
    return { kind: "overdue", endsAt: grant.endsAt.toISOString() };
  };
  const ofException = (id: string | null): Missing => {
    const exception = exceptions.find((each) => each.id === id);
    if (exception === undefined) return UNKNOWN;
    return { kind: "exception-over", at: (exception.endedAt ?? exception.endsAt).toISOString() };
  };
  const ofSource = ({ stackId, evidence }: MissingRow): Missing => {
    const scopeId = stacks.find(({ id }) => id === stackId)?.scopeId ?? "";
    return {
      kind: "left-model",
      rule: ruleStanding(evidenceSchema.parse(evidence), seen.get(scopeId) ?? null),
    };
  };
  return new Map(
    rows.map((row): [string, Missing] => [
      subjectKey(row),
      row.kind === "grant"
        ? ofGrant(row.grantId)
        : row.kind === "exception"
          ? ofException(row.exceptionId)
          : ofSource(row),
    ]),
  );
}
