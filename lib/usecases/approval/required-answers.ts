import {
  deniedBy,
  type RuledKind,
  type TeamName,
  type WideEffect,
  widen,
} from "#lib/core/approval/approval-rule.ts";
import type { Requirement } from "#lib/core/approval/change-state.ts";
import { type AskedChange, requirementFor } from "#lib/core/approval/requirement.ts";
import type { Policy } from "#lib/core/grant/policy.ts";
import { isMadeWorse } from "#lib/core/guardrail/guardrail-change.ts";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import { forbidden, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { bindingsSchema } from "#lib/formats/stack/stored-bindings.ts";
import { databaseTime } from "../database-time.ts";
import { heldAt } from "../people/held-roles.ts";
import type { Transaction } from "../ports.ts";

const KINDS: Partial<Record<AskedChange["kind"], RuledKind>> = {
  "own-grant": "grant",
  "grant-for-other": "grant",
  match: "change",
  rule: "change",
  "create-stack": "stack-life",
  "retire-stack": "stack-life",
  exception: "exception",
};

interface About {
  readonly policy: Pick<Policy, "answers" | "approvals">;
  /** Null: of no stack. */
  readonly stackId: string | null;
  readonly plan: Pick<Plan, "steps">;
  readonly effect: Pick<Effect, "guardrails">;
}

/** The groups that a plan changes, or gives to interfaces or takes from them. */
const groupsOf = ({ steps }: About["plan"]): ReadonlySet<string> =>
  new Set(
    steps.flatMap((step) =>
      step.action === "set-interface-groups"
        ? [
            ...step.after.filter((id) => !step.before.includes(id)),
            ...step.before.filter((id) => !step.after.includes(id)),
          ]
        : [step.groupId],
    ),
  );

/** Ids of teams, but the stack's own, whose stacks use one of the groups. */
async function otherTeams(
  transaction: Transaction,
  stack: { readonly scopeId: string; readonly teamId: string },
  groupIds: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const others = await transaction.stack.findMany({
    where: { scopeId: stack.scopeId, retiredAt: null, teamId: { not: stack.teamId } },
    select: { bindings: true, teamId: true },
  });
  const using = others.filter(({ bindings }) =>
    bindingsSchema
      .parse(bindings)
      .some(({ primaryGroupId, otherGroupIds }) =>
        [primaryGroupId, ...otherGroupIds].some((id) => groupIds.has(id)),
      ),
  );
  return new Set(using.map(({ teamId }) => teamId));
}

/** The teams that the request may ask, by name, and whether somebody leads them. */
async function teamsWithLeads(
  transaction: Transaction,
  teamIds: ReadonlySet<string>,
  names: readonly string[],
): Promise<readonly TeamName[]> {
  const held = heldAt(await databaseTime(transaction));
  const teams = await transaction.team.findMany({
    where: { OR: [{ id: { in: [...teamIds] } }, { name: { in: [...names] } }] },
    select: {
      id: true,
      name: true,
      roles: { where: { role: "team_lead", ...held }, take: 1 },
    },
    orderBy: { name: "asc" },
  });
  return teams.map(({ id, name, roles }) => ({ id, name, isLed: roles.length > 0 }));
}

/**
 * Whose answers a request needs, by the policy of now: what its kind needs, and what rules want beside that for what it
 * does. A refusal where a rule denies it. What only takes access away is under no rule.
 */
export async function requiredAnswers(
  transaction: Transaction,
  asked: AskedChange,
  { policy, stackId, plan, effect }: About,
): Promise<Result<Requirement, Refusal>> {
  const base = requirementFor(asked, policy.answers);
  const kind = KINDS[asked.kind];
  if (kind === undefined || policy.approvals.length === 0) return succeed(base);
  const stack =
    stackId === null
      ? null
      : await transaction.stack.findUniqueOrThrow({
          where: { id: stackId },
          select: { name: true, scopeId: true, teamId: true },
        });
  const others = stack === null ? new Set<string>() : await otherTeams(transaction, stack, groupsOf(plan));
  const concerned = new Set([...(stack === null ? [] : [stack.teamId]), ...others]);
  const named = policy.approvals.flatMap(({ need }) => need.flatMap(({ team }) => team ?? []));
  const teams = await teamsWithLeads(transaction, concerned, named);
  const effects = new Set<WideEffect>([
    ...(effect.guardrails.some(isMadeWorse) ? ["broken-guardrail" as const] : []),
    ...("removesLastSource" in asked && asked.removesLastSource ? ["last-ssh-source" as const] : []),
    ...(others.size > 0 ? ["other-team" as const] : []),
  ]);
  const request = {
    kind,
    stackName: stack?.name ?? null,
    ownTeam: teams.find(({ id }) => id === stack?.teamId) ?? null,
    effects,
    otherTeams: teams.filter(({ id }) => others.has(id)),
    teams,
  };
  const denied = deniedBy(policy.approvals, request);
  return denied === null ? succeed(widen(base, policy.approvals, request)) : fail(forbidden(denied));
}
