import { may } from "#lib/core/approval/authority.ts";
import { interfaceManagedBy } from "#lib/core/group/managed-by.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { tiersToJoin } from "#lib/core/plan/plan-new-stack.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { stacksByGroup } from "../stack-life/stacks-by-group.ts";
import { lastObservation } from "./known-observation.ts";

/** An instance that is no stack's member yet, by its primary interface. Names are foreign text. */
export interface FreeInstance {
  readonly interfaceId: string;
  readonly instanceId: string;
  readonly name: string | null;
  /** Names of the groups it carries, which stay. */
  readonly groups: readonly string[];
}

/** A VPC as it was seen last. Its name is foreign text. */
export interface NewStackPlace {
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly name: string | null;
  readonly instances: readonly FreeInstance[];
}

export interface NewStackChoices {
  readonly patterns: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly tiers: readonly string[];
    /** Those that an instance can be put into; the others come with them. */
    readonly joinable: readonly string[];
  }[];
  readonly places: readonly NewStackPlace[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
}

const nameOf = (tags: Readonly<Record<string, string>>): string | null => tags.Name ?? null;

function freeInstances(
  observation: Observation,
  vpcId: string,
  taken: ReadonlyMap<string, readonly string[]>,
): readonly FreeInstance[] {
  const instances = new Map(observation.instances.map((each) => [each.instanceId, each]));
  const groups = new Map(observation.groups.map((group) => [group.groupId, group.name]));
  return observation.interfaces.flatMap((item): FreeInstance[] => {
    const { instanceId, interfaceId, groupIds, deviceIndex, ownerId } = item;
    if (item.vpcId !== vpcId || instanceId === null || deviceIndex !== 0) return [];
    if (ownerId !== observation.accountId || interfaceManagedBy(item) !== null) return [];
    if (groupIds.some((groupId) => taken.has(groupId))) return [];
    const instance = instances.get(instanceId);
    if (instance?.state === "terminated") return [];
    return [
      {
        interfaceId,
        instanceId,
        name: nameOf(instance?.tags ?? {}),
        groups: groupIds.map((groupId) => groups.get(groupId) ?? groupId),
      },
    ];
  });
}

/** What a new stack can be made of, for whoever may ask for one. */
export async function readNewStackChoices(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<Result<NewStackChoices, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  const teams = (await db.team.findMany({ orderBy: { name: "asc" } })).filter(({ id }) =>
    may(roles, "ask-stack-life", id),
  );
  if (teams.length === 0) return fail(ABSENT);
  const [patternRows, scopes] = await Promise.all([
    db.pattern.findMany({ distinct: ["name"], orderBy: [{ name: "asc" }, { version: "desc" }] }),
    db.scope.findMany({ where: { enabled: true }, orderBy: [{ accountName: "asc" }, { region: "asc" }] }),
  ]);
  const patterns = patternRows.flatMap(({ id, name, version, yaml }) => {
    const pattern = readPatternYaml(yaml);
    if (!pattern.ok) return [];
    const tiers = pattern.value.tiers.map((tier) => tier.name);
    return [{ id, name, version, tiers, joinable: tiersToJoin(pattern.value) }];
  });
  const places: NewStackPlace[] = [];
  for (const { id: scopeId, accountName, region } of scopes) {
    const observation = await lastObservation(db, scopeId);
    if (observation === null) continue;
    const taken = await stacksByGroup(db, scopeId);
    for (const { vpcId, tags } of observation.vpcs) {
      const instances = [...freeInstances(observation, vpcId, taken)].sort((a, b) =>
        (a.name ?? a.instanceId).localeCompare(b.name ?? b.instanceId, "en"),
      );
      places.push({ scopeId, accountName, region, vpcId, name: nameOf(tags), instances });
    }
  }
  return succeed({ patterns, places, teams: teams.map(({ id, name }) => ({ id, name })) });
}
