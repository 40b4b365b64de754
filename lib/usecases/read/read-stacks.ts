import { may } from "#lib/core/approval/authority.ts";
import type { Finding, FindingKind } from "#lib/core/diff/finding.ts";
import { stackStanding } from "#lib/core/diff/stack-standing.ts";
import { placedDifference } from "#lib/core/findings/catalogue/placed-difference.ts";
import { type Standing, standingOf } from "#lib/core/findings/exception/standing.ts";
import { findingSeverity } from "#lib/core/findings/severity.ts";
import type { StackSentence } from "#lib/core/findings/stack-sentence.ts";
import { isDefaultGroup } from "#lib/core/group/managed-by.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type AcceptanceOf, exceptionsInForce } from "../exception/exceptions-in-force.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { type KnownFindings, lastFindingsByScope, lastObservation } from "./known-observation.ts";
import { namedFor, type Reader } from "./named-for.ts";
import { modelledGroups } from "./read-adoption.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";
import { type StackModel, stackModels } from "./stack-model.ts";
import { sentenceOf } from "./stack-names.ts";

export interface TierCell {
  readonly tier: string;
  readonly role: "workload" | "door" | "bastion";
  readonly state: Standing;
  /** Without what is accepted. */
  readonly counts: Readonly<Record<FindingKind, number>>;
  readonly accepted: number;
}

export interface StackRow {
  readonly name: string;
  readonly teamName: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly pattern: string;
  /** `unknown` before the first look at its account and Region. */
  readonly state: Standing;
  readonly findings: number;
  /** Of these, accepted until a time. */
  readonly accepted: number;
  /** Higher is worse; what is accepted does not count. */
  readonly severity: number;
  readonly tiers: readonly TierCell[];
  /** Null before the first look. */
  readonly sentence: StackSentence | null;
  /** Findings of no tier: interfaces in several or none. */
  readonly unplaced: number;
  readonly scope: ScopeStatus | null;
}

export interface StacksView {
  readonly rows: readonly StackRow[];
  readonly scopes: readonly ScopeStatus[];
  readonly mayObserve: boolean;
  /** Groups that no stack is bound to, default groups aside. */
  readonly unmodelled: number;
  readonly mayAskNew: boolean;
}

const stackRow = (
  model: StackModel,
  last: KnownFindings | null,
  scopes: readonly ScopeStatus[],
  acceptanceOf: AcceptanceOf,
  named: (model: StackModel) => StackModel,
): StackRow => {
  const { stack } = model;
  const standing = last === null ? null : stackStanding(stack, last.of(stack));
  const findings = standing?.findings ?? [];
  const accepted = new Set(
    findings.filter(
      (finding) =>
        acceptanceOf(model.scopeId, {
          finding: placedDifference(finding, stack),
          stackId: model.id,
        }) !== null,
    ),
  );
  const isAccepted = (finding: Finding): boolean => accepted.has(finding);
  return {
    name: stack.name,
    teamName: model.teamName,
    accountId: stack.accountId,
    accountName: model.accountName,
    region: stack.region,
    pattern: `${stack.pattern.name} v${stack.pattern.version}`,
    state: standing === null ? "unknown" : standingOf(standing.summary.state, findings, isAccepted),
    findings: findings.length,
    accepted: accepted.size,
    sentence:
      last === null || standing === null ? null : sentenceOf(named(model), standing, last.observation),
    severity:
      last === null
        ? 1
        : findings.reduce((sum, each) => sum + (isAccepted(each) ? 0 : findingSeverity(each)), 0),
    unplaced: findings.filter((finding) => finding.tier === null && !isAccepted(finding)).length,
    tiers: stack.pattern.tiers.map(({ name, role }) => {
      const found = standing?.tiers.find((each) => each.tier === name)?.summary;
      if (found === undefined) return { tier: name, role, state: "unknown", counts: NOTHING, accepted: 0 };
      const own = [...accepted].filter(({ tier }) => tier === name);
      const counts = { ...found.counts };
      for (const { kind } of own) counts[kind] -= 1;
      const state = standingOf(
        found.state,
        findings.filter(({ tier, kind }) => tier === name || (tier === null && kind === "unknown")),
        isAccepted,
      );
      return { tier: name, role, state, counts, accepted: own.length };
    }),
    scope: scopes.find((scope) => scope.scopeId === model.scopeId) ?? null,
  };
};

const NOTHING: TierCell["counts"] = {
  missing: 0,
  extra: 0,
  "too-wide": 0,
  redundant: 0,
  "stale-reference": 0,
  unknown: 0,
  unbound: 0,
  "group-gone": 0,
  "group-elsewhere": 0,
  "no-door": 0,
  "lacks-tier": 0,
  "no-tier": 0,
  "several-tiers": 0,
  "listed-interface": 0,
};

/** Every stack in use, now or at `at`, beside its model, for a `reader` who the caller has checked may read. */
export async function stackRows(
  db: Database,
  scopes: readonly ScopeStatus[],
  reader: Reader,
  at?: Date,
): Promise<readonly StackRow[]> {
  const acceptanceOf = await exceptionsInForce(db, { at });
  const models = await stackModels(db, undefined, at);
  const known = await lastFindingsByScope(db, models, at);
  const named = namedFor(reader);
  return models.map((model) =>
    stackRow(model, known.get(model.scopeId) ?? null, scopes, acceptanceOf, named),
  );
}

/** How many groups somebody may want to adopt. */
async function countUnmodelled(db: Database, scopes: readonly ScopeStatus[]): Promise<number> {
  const models = await stackModels(db);
  let count = 0;
  for (const { scopeId } of scopes) {
    const modelled = modelledGroups(scopeId, models);
    const groups = (await lastObservation(db, scopeId))?.groups ?? [];
    count += groups.filter((group) => !isDefaultGroup(group) && !modelled.has(group.groupId)).length;
  }
  return count;
}

/** The matrix of stacks and tiers: now, or as of a moment, where nobody can ask for anything. */
export async function readStacks(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { at }: { readonly at?: Date | undefined } = {},
): Promise<Result<StacksView, Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const scopes = await scopeStatuses(deps.db, at);
  const isNow = at === undefined;
  return succeed({
    rows: await stackRows(deps.db, scopes, { personId: actor.personId, roles }, at),
    scopes,
    mayObserve: isNow && may(roles, "observe"),
    unmodelled: isNow ? await countUnmodelled(deps.db, scopes) : 0,
    mayAskNew: isNow && roles.some((held) => may([held], "ask-stack-life", held.teamId)),
  });
}
