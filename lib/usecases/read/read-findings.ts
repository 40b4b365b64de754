import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import type { FindingProposal } from "#lib/core/findings/catalogue/proposal.ts";
import { withoutNames } from "#lib/core/findings/catalogue/rules/two-names.ts";
import { worstFirst } from "#lib/core/findings/catalogue/run-catalogue.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { askedExceptions } from "../exception/asked-exceptions.ts";
import { type Acceptance, exceptionsInForce } from "../exception/exceptions-in-force.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { lastFindings } from "./known-findings.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";
import { stackModels } from "./stack-model.ts";

export const readFindingsInput = z.strictObject({
  /** Only what concerns this group. */
  groupId: z
    .string()
    .regex(/^sg-[0-9a-f]{8,17}$/)
    .nullable(),
  /** As of a moment of the past; now when absent. */
  at: z.date().optional(),
});

export interface FindingEntry {
  readonly finding: CatalogueFinding;
  readonly scopeId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  /** What this person may ask for about it; null for nothing. */
  readonly proposal: (FindingProposal & { readonly stackId: string }) | null;
  /** By what it is accepted; null: it stands as it is. */
  readonly accepted: Acceptance | null;
  /** The open request to accept it; null when there is none. */
  readonly askedIn: number | null;
  readonly mayAskException: boolean;
}

export interface FindingsView {
  /** Worst first, whatever the account; what is accepted after all that is not. */
  readonly entries: readonly FindingEntry[];
  readonly scopes: readonly ScopeStatus[];
  /** Accounts and Regions that were never looked at: nothing is known of them, which is not good. */
  readonly unseen: readonly { readonly accountName: string; readonly region: string }[];
  readonly mayObserve: boolean;
}

/** What the catalogue of rules finds in every account in reach. */
export async function readFindings(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { groupId, at }: z.output<typeof readFindingsInput>,
): Promise<Result<FindingsView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const mayReadNames = may(roles, "read-audit");
  const mayAsk = at === undefined && may(roles, "ask-match");
  const [scopes, models] = await Promise.all([scopeStatuses(db, at), stackModels(db, undefined, at)]);
  const [acceptanceOf, askedFor] = await Promise.all([exceptionsInForce(db, { at }), askedExceptions(db)]);
  const entries: FindingEntry[] = [];
  const unseen: { accountName: string; region: string }[] = [];
  // One after another: each takes the processor whole.
  for (const { scopeId, accountId, accountName, region } of scopes) {
    const found = await lastFindings(db, scopeId, models, at);
    if (found === null) unseen.push({ accountName, region });
    for (const { finding, proposal } of found ?? []) {
      if (groupId !== null && !finding.groupIds.includes(groupId)) continue;
      const modelOf = (name: string | null) =>
        models.find((each) => each.scopeId === scopeId && each.stack.name === name);
      const model = modelOf(proposal?.stack ?? null);
      const offered = mayAsk && proposal !== null && model !== undefined;
      const own = modelOf(finding.stack);
      entries.push({
        finding: mayReadNames ? finding : withoutNames(finding),
        scopeId,
        accountId,
        accountName,
        region,
        proposal: offered ? { ...proposal, stackId: model.id } : null,
        accepted: acceptanceOf(scopeId, { finding, stackId: own?.id ?? null }),
        askedIn: at === undefined ? (askedFor.get(`${scopeId} ${finding.id}`) ?? null) : null,
        mayAskException:
          at === undefined && finding.extent !== null && may(roles, "ask-exception", own?.teamId ?? null),
      });
    }
  }
  return succeed({
    entries: entries.sort(
      (a, b) => Number(a.accepted !== null) - Number(b.accepted !== null) || worstFirst(a.finding, b.finding),
    ),
    scopes,
    unseen,
    mayObserve: at === undefined && may(roles, "observe"),
  });
}
