import {
  OBSERVED_PARTS,
  type Observation,
  type ObservedGroup,
  type ObservedPart,
} from "#lib/core/group/observation.ts";
import { newGroupName } from "#lib/core/plan/new-group.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { ScopeName } from "../observation/estate-reader.ts";
import { loadObservation } from "../observation/load-observation.ts";
import type { Database } from "../ports.ts";
import type { Ec2Session } from "./ec2-gate.ts";

const NEVER_READ = { complete: false, asOf: null, problem: "Never read yet." };

const nothingKnown = (scope: ScopeName): Observation => ({
  accountId: scope.accountId,
  region: scope.region,
  takenAt: new Date(0).toISOString(),
  parts: Object.fromEntries(OBSERVED_PARTS.map((part) => [part, NEVER_READ])) as Record<
    ObservedPart,
    typeof NEVER_READ
  >,
  vpcs: [],
  subnets: [],
  peerings: [],
  groups: [],
  interfaces: [],
  instances: [],
  prefixLists: [],
});

/** Everything that a plan rests on or changes. */
export interface Touched {
  readonly groupIds: readonly string[];
  readonly interfaceIds: readonly string[];
  readonly prefixListIds: readonly string[];
  /** VPCs whose groups are all read: names must be free there, and groups that go may be named by none. */
  readonly vpcIds: readonly string[];
  /** Groups that go: everything that carries one is read. */
  readonly goingGroupIds: readonly string[];
  /** Groups whose carriers are counted: everything that carries one is read. */
  readonly countedGroupIds: readonly string[];
}

export const NOTHING_TOUCHED: Touched = {
  groupIds: [],
  interfaceIds: [],
  prefixListIds: [],
  vpcIds: [],
  goingGroupIds: [],
  countedGroupIds: [],
};

export const touchedBy = ({
  plan,
  grantGroupIds,
}: {
  readonly plan: Pick<Plan, "steps" | "pinned">;
  readonly grantGroupIds: readonly string[];
}): Touched => ({
  groupIds: [
    ...new Set([
      ...grantGroupIds,
      ...plan.steps.flatMap((step) => ("groupId" in step ? [step.groupId] : [])),
      ...plan.pinned.rules.map(({ groupId }) => groupId),
      ...plan.pinned.referencedGroupIds,
    ]),
  ].filter((groupId) => newGroupName(groupId) === null),
  interfaceIds: [
    ...new Set([
      ...plan.steps.flatMap((step) => ("interfaceId" in step ? [step.interfaceId] : [])),
      ...plan.pinned.interfaces.map(({ interfaceId }) => interfaceId),
    ]),
  ],
  prefixListIds: plan.pinned.prefixLists.map(({ prefixListId }) => prefixListId),
  vpcIds: [...new Set(plan.steps.flatMap((step) => (step.action === "create-group" ? [step.vpcId] : [])))],
  goingGroupIds: plan.steps.flatMap((step) => (step.action === "delete-group" ? [step.groupId] : [])),
  countedGroupIds: [],
});

/** The last known items, with those that were asked for now in their place; what was asked for and is not there, is not. */
const replaced = <Item>(
  known: readonly Item[],
  fresh: readonly Item[],
  asked: readonly string[],
  id: (item: Item) => string,
): readonly Item[] => [...known.filter((item) => !asked.includes(id(item))), ...fresh];

/** Each once; what was read later counts. */
const byId = <Item>(items: readonly Item[], id: (item: Item) => string): readonly Item[] => [
  ...new Map(items.map((item) => [id(item), item])).values(),
];

const vpcsOf = (groups: readonly ObservedGroup[], groupIds: readonly string[]): readonly string[] =>
  groups.flatMap(({ groupId, vpcId }) => (vpcId !== null && groupIds.includes(groupId) ? [vpcId] : []));

/** The last observation, with everything in `touched` read from EC2 this moment. Throws when it cannot be read. */
export async function freshObservation(
  db: Database,
  session: Ec2Session,
  scope: ScopeName & { readonly id: string },
  touched: Touched,
): Promise<Observation> {
  const known = (await loadObservation(db, scope.id)) ?? nothingKnown(scope);
  const { goingGroupIds } = touched;
  const groups = await session.readGroups(touched.groupIds);
  const interfaces = await session.readInterfaces(touched.interfaceIds);
  const carriedGroupIds = [...new Set([...goingGroupIds, ...touched.countedGroupIds])];
  const carriers = await session.readCarriers(carriedGroupIds);
  const vpcIds = [...new Set([...touched.vpcIds, ...vpcsOf(known.groups, goingGroupIds)])];
  const neighbours = (await Promise.all(vpcIds.map((vpcId) => session.readGroupsOfVpc(vpcId)))).flat();
  const carried = known.interfaces.filter(({ groupIds }) =>
    groupIds.some((groupId) => carriedGroupIds.includes(groupId)),
  );
  const prefixLists = await session.readPrefixLists(touched.prefixListIds);
  const associated = new Map(known.groups.map((group) => [group.groupId, group.associatedVpcIds]));
  return {
    ...known,
    groups: replaced(
      known.groups.filter(({ vpcId }) => vpcId === null || !vpcIds.includes(vpcId)),
      byId([...neighbours, ...groups], (group) => group.groupId).map((group) => ({
        ...group,
        associatedVpcIds: associated.get(group.groupId) ?? [],
      })),
      [...touched.groupIds, ...neighbours.map(({ groupId }) => groupId)],
      (group) => group.groupId,
    ),
    interfaces: replaced(
      known.interfaces,
      byId([...carriers, ...interfaces], (found) => found.interfaceId),
      [...touched.interfaceIds, ...[...carried, ...carriers].map(({ interfaceId }) => interfaceId)],
      (found) => found.interfaceId,
    ),
    prefixLists: replaced(known.prefixLists, prefixLists, touched.prefixListIds, (list) => list.prefixListId),
  };
}
