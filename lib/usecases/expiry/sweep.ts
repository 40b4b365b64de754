/**
 * Closes grants whose time is over by what their rules say on EC2 alone: the way out when there is no database. A rule is
 * revoked by its exact properties, one a call, oldest end first; what became of it is told by reading.
 */

import { endOfRule } from "#lib/core/grant/rule-end.ts";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { ObservedGroup, ObservedRule } from "#lib/core/group/observation.ts";
import type { ScopeName } from "../observation/estate-reader.ts";
import { type Revocation, type RevokingSession, revokeOverdue } from "./revoke-overdue.ts";

export interface Sweeper {
  /** Every group that could be read, and why not all of them, if so. */
  listGroups(): Promise<{ readonly items: readonly ObservedGroup[]; readonly problem: string | null }>;
  readonly session: RevokingSession;
}

/** One line of the report, made to be kept and read in later. */
export interface SweptRule {
  readonly at: string;
  readonly accountId: string;
  readonly region: string;
  readonly groupId: string;
  readonly rule: string;
  readonly until: string;
  readonly outcome: "would-revoke" | Revocation["outcome"];
  /** EC2's code. */
  readonly code: string;
  readonly message: string;
}

interface Overdue {
  readonly groupId: string;
  readonly rule: ObservedRule;
  readonly until: number;
}

const overdueIn = (groups: readonly ObservedGroup[], now: number): readonly Overdue[] =>
  groups
    .flatMap(({ groupId, rules }) =>
      rules.flatMap((rule) => {
        const until = endOfRule(rule);
        return rule.direction === "ingress" && until !== null && until <= now
          ? [{ groupId, rule, until }]
          : [];
      }),
    )
    .sort((a, b) => a.until - b.until);

/** Hands each rule to `report` as soon as its fate is known. Returns why not everything could be read, or null. */
export async function sweep(
  sweeper: Sweeper,
  place: ScopeName,
  now: Date,
  isTrial: boolean,
  report: (line: SweptRule) => void,
): Promise<string | null> {
  const { session } = sweeper;
  const { items, problem } = await sweeper.listGroups();
  for (const { groupId, rule, until } of overdueIn(items, now.getTime())) {
    const line = {
      at: new Date().toISOString(),
      accountId: place.accountId,
      region: place.region,
      groupId,
      rule: ruleKey(rule),
      until: new Date(until).toISOString(),
    };
    if (isTrial) {
      report({ ...line, outcome: "would-revoke", code: "", message: "" });
      continue;
    }
    report({ ...line, ...(await revokeOverdue(session, groupId, rule)) });
  }
  return problem;
}
