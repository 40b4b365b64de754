/**
 * Every stack of an account, and every stack again after the account changed: what an earlier answer said of a stack
 * is taken over when nothing the stack depends on has changed since. Things are compared by identity, so an
 * observation that keeps what did not change costs little more than what did.
 */
import type { Observation, ObservedGroup } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex, withGroups } from "#lib/core/group/observation-index.ts";
import { ReplacedGroups } from "#lib/core/group/replaced-groups.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { oddMembers } from "./members-in-order.ts";
import { type StackFindings, stackFindings } from "./stack-findings.ts";

export interface AccountDiff {
  readonly observation: Observation;
  readonly stacks: ReadonlyMap<Stack, StackFindings>;
}

/** What other groups' references see of a group. */
const looksTheSame = (before: ObservedGroup, after: ObservedGroup): boolean =>
  before.groupId === after.groupId &&
  before.ownerId === after.ownerId &&
  before.vpcId === after.vpcId &&
  before.associatedVpcIds.join() === after.associatedVpcIds.join();

/** The accounts of groups that are not listed are known from the rules that name them. */
const ownersNamed = (group: ObservedGroup, index: ObservationIndex): string =>
  group.rules
    .flatMap(({ peer }) =>
      peer.kind === "group" && !index.groups.has(peer.groupId)
        ? [`${peer.groupId} ${peer.ownerId ?? ""}`]
        : [],
    )
    .sort()
    .join();

/** The groups that changed, as they are now; null when more than groups' own rules did, and nothing can be taken over. */
const changedGroups = (
  before: Observation,
  after: Observation,
  index: ObservationIndex,
): ReadonlyMap<string, ObservedGroup> | null => {
  const isAlike =
    before.accountId === after.accountId &&
    before.region === after.region &&
    before.parts === after.parts &&
    before.vpcs === after.vpcs &&
    before.peerings === after.peerings &&
    before.interfaces === after.interfaces &&
    before.prefixLists === after.prefixLists &&
    before.groups.length === after.groups.length;
  if (!isAlike) return null;
  const changed = new Map<string, ObservedGroup>();
  for (let place = 0; place < after.groups.length; place += 1) {
    const old = before.groups[place];
    const now = after.groups[place];
    if (old === now || old === undefined || now === undefined) continue;
    if (!looksTheSame(old, now) || ownersNamed(old, index) !== ownersNamed(now, index)) return null;
    changed.set(now.groupId, now);
  }
  return changed;
};

const binds = (stack: Stack, groupIds: ReadonlyMap<string, unknown>): boolean =>
  stack.bindings.some(
    ({ primaryGroupId, otherGroupIds }) =>
      groupIds.has(primaryGroupId) || otherGroupIds.some((groupId) => groupIds.has(groupId)),
  );

/** The findings of each stack, all of which must live in the observation's account and Region. */
export const diffAccount = (
  stacks: readonly Stack[],
  observation: Observation,
  earlier: AccountDiff | null = null,
): AccountDiff => {
  // The groups that are listed are the same before and after, or nothing is taken over.
  const before = earlier === null ? null : indexObservation(earlier.observation);
  const changed = before === null ? null : changedGroups(before.observation, observation, before);
  const whole = indexObservation(observation);
  const index =
    before === null || changed === null
      ? whole
      : withGroups(whole, new ReplacedGroups(before.groups, changed));
  const odd = changed === null ? oddMembers(stacks, index) : null;
  const findings = new Map<Stack, StackFindings>();
  for (const stack of stacks) {
    const known = changed === null || binds(stack, changed) ? undefined : earlier?.stacks.get(stack);
    findings.set(stack, known ?? stackFindings(stack, observation, index, odd?.get(stack) ?? null));
  }
  return { observation, stacks: findings };
};
