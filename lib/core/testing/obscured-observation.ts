/** An observation with some of it unread: the whole one is then one completion of what is left (law 8). */
import fc from "fast-check";
import type { Observation } from "#lib/core/group/observation.ts";
import { arbitraryGroups, arbitraryInterfaces } from "./arbitrary-estate.ts";
import { UNREAD } from "./estate.ts";

/**
 * Groups without their rules or not listed, interfaces as they once were, prefix lists without entries. Interfaces are
 * as they are in one case out of `interfacesReadIn`.
 */
export const obscured = (truth: Observation, interfacesReadIn = 6): fc.Arbitrary<Observation> =>
  fc
    .record({
      unreadGroups: fc.subarray(truth.groups.map(({ groupId }) => groupId)),
      lostGroups: fc.oneof(
        { arbitrary: fc.constant<string[]>([]), weight: 3 },
        { arbitrary: fc.subarray(truth.groups.map(({ groupId }) => groupId)), weight: 1 },
      ),
      oldGroups: arbitraryGroups,
      oldInterfaces: fc.option(arbitraryInterfaces, { freq: interfacesReadIn }),
      listUnread: fc.boolean(),
      vpcUnread: fc.boolean(),
    })
    .map(({ unreadGroups, lostGroups, oldGroups, oldInterfaces, listUnread, vpcUnread }) => ({
      ...truth,
      parts: {
        ...truth.parts,
        ...(unreadGroups.length + lostGroups.length > 0 ? { groups: UNREAD } : {}),
        ...(oldInterfaces === null ? {} : { interfaces: UNREAD }),
        ...(listUnread ? { prefixLists: UNREAD } : {}),
        ...(vpcUnread ? { vpcs: UNREAD } : {}),
      },
      groups: truth.groups
        .filter(({ groupId }) => !lostGroups.includes(groupId))
        .map((group) =>
          unreadGroups.includes(group.groupId)
            ? { ...(oldGroups.find(({ groupId }) => groupId === group.groupId) ?? group), rulesKnown: false }
            : group,
        ),
      interfaces: oldInterfaces ?? truth.interfaces,
      vpcs: vpcUnread ? truth.vpcs.map((vpc) => ({ ...vpc, ipv6Cidrs: [] })) : truth.vpcs,
      prefixLists: listUnread
        ? truth.prefixLists.map((list) => ({ ...list, entries: null }))
        : truth.prefixLists,
    }));
