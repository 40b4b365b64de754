import { setTimeout as sleep } from "node:timers/promises";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { ObservedRule } from "#lib/core/group/observation.ts";
import type { CallOutcome, Ec2Session } from "../apply/ec2-gate.ts";

export type RevokingSession = Pick<Ec2Session, "ready" | "send" | "readGroupsWithoutIds">;

/** What a read showed after the call; `unknown` where there was no reading it. */
export interface Revocation {
  readonly outcome: "revoked" | "still-there" | "unknown";
  /** EC2's code. */
  readonly code: string;
  readonly message: string;
}

/** How long EC2 may go on showing a rule that it took away. */
const READ_BACK_MS = 10_000;

/** A call that was refused changed nothing, so there is nothing to wait for; a rule EC2 no longer knows is going. */
const mayHaveTaken = ({ kind, code }: CallOutcome): boolean =>
  kind === "accepted" || kind === "unknown" || code === "UnknownIpPermissions";

/** Revokes one rule by its exact properties. Never throws: the rules after it are overdue as well. */
export async function revokeOverdue(
  session: RevokingSession,
  groupId: string,
  rule: ObservedRule,
): Promise<Revocation> {
  let told = { code: "", message: "" };
  try {
    await session.ready();
    const { ruleId: _, tags: __, ...properties } = rule;
    const answer = await session.send({ kind: "revoke", groupId, rule: properties }, () => true);
    told = { code: answer.code, message: answer.message };
    const isGone = await goes(session, groupId, ruleKey(rule), mayHaveTaken(answer) ? READ_BACK_MS : 0);
    return { outcome: isGone ? "revoked" : "still-there", ...told };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return {
      outcome: "unknown",
      code: told.code,
      message: [told.message, problem].filter(Boolean).join(" "),
    };
  }
}

/** Looks until the rule is gone or the time is over. A failed read was tried again already, so it ends the looking. */
async function goes(session: RevokingSession, groupId: string, key: string, forMs: number): Promise<boolean> {
  const end = performance.now() + forMs;
  for (let wait = 200; ; wait = Math.min(2_000, wait * 2)) {
    const [group] = await session.readGroupsWithoutIds([groupId]);
    const isThere = group?.rules.some((left) => ruleKey(left) === key) ?? false;
    if (!isThere) return true;
    if (performance.now() >= end) return false;
    await sleep(wait);
  }
}
