/**
 * What exists, as proposals: one VPC after another, groups that can play no tier are set aside, the others get their
 * parts by what they allow and who calls them, those that belong together become a stack, and every rule that
 * explains itself becomes part of its pattern. Same observation, same answer.
 */
import type { Observation, ObservedGroup } from "#lib/core/group/observation.ts";
import { OBSERVED_PARTS } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import { adoptVpc } from "./adopt-vpc.ts";
import type { Adoption, LeftOut, ProposedStack, SharedGroup } from "./adoption.ts";
import { listed } from "./evidence.ts";
import { byInstance } from "./narrow-index.ts";
import { setAside } from "./set-aside.ts";
import { sharePatterns } from "./share-patterns.ts";

const WORDS: Readonly<Record<(typeof OBSERVED_PARTS)[number], string>> = {
  vpcs: "the VPCs",
  subnets: "the subnets",
  peerings: "the peerings",
  groups: "the groups",
  interfaces: "the interfaces",
  instances: "the instances",
  prefixLists: "the prefix lists",
};

const unknownsOf = ({ parts, groups }: Observation): string[] => {
  const unread = OBSERVED_PARTS.filter((part) => !parts[part].complete).map(
    (part) => `Not all of ${WORDS[part]} were read.`,
  );
  const rules = groups
    .filter((group) => !group.rulesKnown)
    .map((group) => group.groupId)
    .sort();
  return rules.length === 0 ? unread : [...unread, `The rules of ${listed(rules)} were not read.`];
};

/** Groups that play a tier in several proposals. */
const sharedOf = (stacks: readonly ProposedStack[]): SharedGroup[] => {
  const byGroup = new Map<string, string[]>();
  for (const { stack } of stacks)
    for (const { primaryGroupId, otherGroupIds } of stack.bindings)
      for (const id of [primaryGroupId, ...otherGroupIds])
        byGroup.set(id, [...(byGroup.get(id) ?? []), stack.name]);
  return [...byGroup]
    .filter(([, names]) => names.length > 1)
    .map(([groupId, names]) => ({ groupId, stacks: names.sort() }))
    .sort((a, b) => (a.groupId < b.groupId ? -1 : 1));
};

const whyNone = (observation: Observation, leftOut: readonly LeftOut[]): string => {
  const count = observation.groups.length;
  if (count === 0)
    return observation.parts.groups.complete ? "There are no groups here." : "No groups were read.";
  const of = (code: LeftOut["code"]) => leftOut.filter((group) => group.code === code).length;
  const aside = [
    [of("default-group"), "default"],
    [of("controller"), "managed by a controller"],
    [of("another-account"), "of another account"],
  ] as const;
  const named = aside.flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`]));
  const others = count - aside.reduce((sum, [number]) => sum + number, 0);
  const start = `No tiers here. Of ${count} groups ${named.length === 0 ? "none is set aside" : listed(named)};`;
  return `${start} of the other ${others}, none lets in another on an application's service, so nothing tells who calls whom.`;
};

/** `index` may be passed in where it exists already. `told` hears after each VPC how many of them are done. */
export const adopt = (
  observation: Observation,
  index: ObservationIndex = indexObservation(observation),
  told: (done: number, of: number) => void = () => {},
): Adoption => {
  const aside = new Map<string, LeftOut>();
  const byVpc = new Map<string, ObservedGroup[]>();
  for (const group of [...observation.groups].sort((a, b) => (a.groupId < b.groupId ? -1 : 1))) {
    const out = setAside(group, index);
    if (out !== null) aside.set(group.groupId, out);
    else if (group.vpcId !== null) byVpc.set(group.vpcId, [...(byVpc.get(group.vpcId) ?? []), group]);
  }
  const taken = new Set<string>();
  const instances = byInstance(index);
  const answers = [...byVpc.keys()].sort().map((vpcId, at) => {
    const answer = adoptVpc(vpcId, byVpc.get(vpcId) ?? [], { aside, taken, instances, index });
    told(at + 1, byVpc.size);
    return answer;
  });
  const stacks = sharePatterns(answers.flatMap((answer) => answer.stacks)).sort(
    (a, b) => b.confidence - a.confidence || (a.stack.name < b.stack.name ? -1 : 1),
  );
  const leftOut = [...aside.values(), ...answers.flatMap((answer) => answer.leftOut)].sort((a, b) =>
    a.groupId < b.groupId ? -1 : 1,
  );
  return {
    accountId: observation.accountId,
    region: observation.region,
    takenAt: observation.takenAt,
    stacks,
    shared: sharedOf(stacks),
    leftOut,
    noTiers: stacks.length === 0 ? whyNone(observation, leftOut) : null,
    unknowns: unknownsOf(observation),
  };
};
