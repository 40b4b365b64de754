import { may } from "#lib/core/approval/authority.ts";
import { type LimitsInForce, limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { printPolicyYaml } from "#lib/formats/policy/policy-yaml.ts";
import { limitsOfScope } from "../observation/limits-of-scope.ts";
import { endedBy } from "../observation/observation-rows.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { stackRowsAt } from "../read/stack-rows-at.ts";
import { type PolicyText, policyAt } from "./policy-at.ts";
import { readPolicy } from "./read-policy.ts";

export interface ModelView {
  /** Never at a moment of the past. */
  readonly mayEdit: boolean;
  /** The newest version of each, by name. */
  readonly patterns: readonly {
    readonly name: string;
    readonly version: number;
    readonly yaml: string;
    /** Stacks that follow any version of it. */
    readonly stacks: readonly { readonly name: string; readonly version: number }[];
  }[];
  readonly stacks: readonly {
    readonly id: string;
    readonly name: string;
    /** How often it was saved; null at a moment of the past, of which that is not kept. */
    readonly version: number | null;
    readonly yaml: string;
    readonly team: string;
    readonly pattern: string;
  }[];
  /** Null where nothing tells what it was. */
  readonly policy: PolicyText | null;
  /** As they are now, whatever the moment. */
  readonly scopes: readonly {
    readonly id: string;
    readonly accountId: string;
    readonly accountName: string;
    readonly region: string;
    readonly enabled: boolean;
    /** What plans there are held to. */
    readonly limits: LimitsInForce;
  }[];
}

const stacksNow = (db: Database) =>
  db.stack.findMany({
    where: { retiredAt: null },
    orderBy: { name: "asc" },
    include: { team: { select: { name: true } }, pattern: { select: { name: true, version: true } } },
  });

async function policyNow(db: Database): Promise<PolicyText> {
  const { policy, version } = await readPolicy(db);
  return { yaml: printPolicyYaml(policy), version };
}

/** Patterns, stacks and policy as the texts people edit, now or as of `at`; and what is observed. */
export async function readModel(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  at?: Date,
): Promise<Result<ModelView, Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read-audit")) return fail(ABSENT);
  const [patterns, stacks, policy, scopes] = await Promise.all([
    deps.db.pattern.findMany({
      where: at === undefined ? {} : { createdAt: endedBy(at) },
      distinct: ["name"],
      orderBy: [{ name: "asc" }, { version: "desc" }],
    }),
    at === undefined ? stacksNow(deps.db) : stackRowsAt(deps.db, at),
    at === undefined ? policyNow(deps.db) : policyAt(deps.db, at),
    deps.db.scope.findMany({ orderBy: [{ accountName: "asc" }, { region: "asc" }] }),
  ]);
  const limits = new Map(
    await Promise.all(scopes.map(async ({ id }) => [id, await limitsOfScope(deps.db, id)] as const)),
  );
  return succeed({
    mayEdit: at === undefined && may(roles, "edit-model"),
    patterns: patterns.map(({ name, version, yaml }) => ({
      name,
      version,
      yaml,
      stacks: stacks
        .filter((stack) => stack.pattern.name === name)
        .map((stack) => ({ name: stack.name, version: stack.pattern.version })),
    })),
    stacks: stacks.map(({ id, name, version, yaml, team, pattern }) => ({
      id,
      name,
      version: at === undefined ? version : null,
      yaml,
      team: team.name,
      pattern: `${pattern.name}@${pattern.version}`,
    })),
    policy,
    scopes: scopes.map(({ id, accountId, accountName, region, enabled }) => ({
      id,
      accountId,
      accountName,
      region,
      enabled,
      limits: limits.get(id) ?? limitsInForce({}),
    })),
  });
}
