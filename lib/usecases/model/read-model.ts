import { may } from "#lib/core/approval/authority.ts";
import { type LimitsInForce, limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { printPolicyYaml } from "#lib/formats/policy/policy-yaml.ts";
import { limitsOfScope } from "../observation/limits-of-scope.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { readPolicy } from "./read-policy.ts";

export interface ModelView {
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
    readonly version: number;
    readonly yaml: string;
    readonly team: string;
    readonly pattern: string;
  }[];
  readonly policy: { readonly yaml: string; readonly version: number };
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

/** Patterns, stacks and policy as the texts people edit, and what is observed. */
export async function readModel(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<Result<ModelView, Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read-audit")) return fail(ABSENT);
  const [patterns, stacks, policy, scopes] = await Promise.all([
    deps.db.pattern.findMany({ distinct: ["name"], orderBy: [{ name: "asc" }, { version: "desc" }] }),
    deps.db.stack.findMany({
      where: { retiredAt: null },
      orderBy: { name: "asc" },
      include: { team: { select: { name: true } }, pattern: { select: { name: true, version: true } } },
    }),
    readPolicy(deps.db),
    deps.db.scope.findMany({ orderBy: [{ accountName: "asc" }, { region: "asc" }] }),
  ]);
  const limits = new Map(
    await Promise.all(scopes.map(async ({ id }) => [id, await limitsOfScope(deps.db, id)] as const)),
  );
  return succeed({
    mayEdit: may(roles, "edit-model"),
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
      version,
      yaml,
      team: team.name,
      pattern: `${pattern.name}@${pattern.version}`,
    })),
    policy: { yaml: printPolicyYaml(policy.policy), version: policy.version },
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
