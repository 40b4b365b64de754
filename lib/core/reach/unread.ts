/** What could not be read, or cannot be told, and leaves an answer open: each named once, with a sentence. */
import { isKnown } from "#lib/core/group/bounds.ts";
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { Direction } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleText } from "#lib/core/group/rule-text.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { Unread } from "./answer.ts";
import type { Holder } from "./callers.ts";
import { type End, isSeen } from "./end.ts";
import { type GroupRule, rulesOfGroups } from "./held-rules.ts";
import type { JudgedClass } from "./judge-targets.ts";
import type { Source } from "./source.ts";

const unreadGroup = (groupId: string, index: ObservationIndex): Unread[] => {
  const group = index.groups.get(groupId);
  const { accountId, parts } = index.observation;
  if (group?.rulesKnown === false)
    return [{ what: "group-rules", id: groupId, sentence: `The rules of ${groupId} could not be read.` }];
  if (group !== undefined) return [];
  const owner = index.ownerByGroup.get(groupId);
  if (owner !== undefined && owner !== accountId)
    return [
      {
        what: "group",
        id: groupId,
        sentence: `${groupId} belongs to account ${owner}, which this observation does not show.`,
      },
    ];
  return parts.groups.complete
    ? []
    : [{ what: "group", id: groupId, sentence: `${groupId} was not read: the groups were not read whole.` }];
};

const unreadReference = ({ rule, group }: GroupRule, index: ObservationIndex): Unread[] => {
  const { peer } = rule;
  if (peer.kind !== "group") return [];
  const state = referenceState(peer, group, index);
  if (state.state === "unknown") {
    const where = `The rule of ${group.groupId} for ${peer.groupId}`;
    switch (state.reason) {
      case "peering-pending":
        return [
          {
            what: "peering",
            id: peer.peeringId ?? "",
            sentence: `${where} waits for a peering that is not active.`,
          },
        ];
      case "peering-unread":
        return [
          {
            what: "peering",
            id: peer.peeringId ?? "",
            sentence: `${where} rests on a peering that could not be read.`,
          },
        ];
      case "path-unseen":
        return [
          {
            what: "path",
            id: peer.groupId,
            sentence: `${where} names another VPC, and no path to it shows.`,
          },
        ];
      case "group-unread":
        return [{ what: "group", id: peer.groupId, sentence: `${where} names a group that was not read.` }];
    }
  }
  if (state.state === "stale" || isSeen(peer.groupId, index)) return [];
  const owner = index.ownerByGroup.get(peer.groupId);
  return owner === undefined || owner === index.observation.accountId
    ? []
    : [
        {
          what: "members",
          id: peer.groupId,
          sentence: `Nobody can see which addresses carry ${peer.groupId} of account ${owner}.`,
        },
      ];
};

const unreadRule = (held: GroupRule, index: ObservationIndex): Unread[] => {
  const { rule, group, flows } = held;
  const { peer } = rule;
  const reference = unreadReference(held, index);
  if (reference.length > 0 || isKnown(flows)) return reference;
  if (peer.kind === "prefix-list")
    return [
      {
        what: "prefix-list",
        id: peer.prefixListId,
        sentence: `The entries of ${peer.prefixListId} could not be read.`,
      },
    ];
  const { peer: name, service } = ruleText(rule);
  return [
    {
      what: "rule",
      id: `${group.groupId} ${rule.key}`,
      sentence: `It cannot be told what the rule ${service} ${name} of ${group.groupId} means.`,
    },
  ];
};

const unreadAt = (
  holder: Pick<Holder, "groupIds">,
  direction: Direction,
  services: ServiceSet,
  index: ObservationIndex,
): Unread[] => [
  ...holder.groupIds.flatMap((groupId) => unreadGroup(groupId, index)),
  ...rulesOfGroups(holder.groupIds, direction, services, index).flatMap((held) => unreadRule(held, index)),
];

const unreadParts = (index: ObservationIndex): Unread[] => {
  const { interfaces, vpcs } = index.observation.parts;
  return [
    ...(interfaces.complete
      ? []
      : [
          {
            what: "part" as const,
            id: "interfaces",
            sentence:
              "The network interfaces were not read whole: nobody can tell which groups stand together on one, or whose addresses these are.",
          },
        ]),
    ...(vpcs.complete
      ? []
      : [
          {
            what: "part" as const,
            id: "vpcs",
            sentence: "The VPCs were not read whole: nobody can tell which addresses are inside.",
          },
        ]),
  ];
};

const unseenPlace = (holders: readonly Holder[]): Unread[] =>
  holders.flatMap(({ kind, groupIds }): Unread[] =>
    kind === "alone"
      ? [
          {
            what: "address",
            id: groupIds[0] ?? "",
            sentence: `No interface carries ${groupIds[0] ?? ""} yet, so its address cannot be told.`,
          },
        ]
      : [],
  );

const once = (all: readonly Unread[]): Unread[] => [
  ...new Map(all.map((each) => [`${each.what} ${each.id}`, each])).values(),
];

/** What is not known of the egress of these ends. */
export const unreadOfEnds = (ends: readonly End[], services: ServiceSet, index: ObservationIndex): Unread[] =>
  once([...ends.flatMap((end) => unreadAt(end, "egress", services, index)), ...unreadParts(index)]);

/** At both ends, each thing once. */
export const unreadOf = (
  source: Source,
  classes: readonly JudgedClass[],
  services: ServiceSet,
  index: ObservationIndex,
): Unread[] => {
  const open = classes.filter(({ reach }) => !isKnown(reach.flows));
  const holders = open.flatMap(({ reach }) => reach.held.flatMap((caller) => caller.holders));
  const elsewhere = open.flatMap(({ reach }) =>
    reach.held.flatMap(({ certain, holders: all }) => (certain ? [] : all)),
  );
  const all = [
    ...open.flatMap(({ ends: [target] }) => [
      ...unreadAt(target, "ingress", services, index),
      ...(target.kind === "alone" ? unseenPlace([target]) : []),
    ]),
    ...holders.flatMap((holder) => unreadAt(holder, "egress", services, index)),
    ...unseenPlace(source.kind === "ends" ? source.ends : []),
    ...elsewhere.map(
      ({ item }): Unread => ({
        what: "address",
        id: item?.interfaceId ?? "",
        sentence: `${item?.interfaceId ?? "An interface"} of another VPC has an address that was asked about; nobody can tell whether it is the one that calls.`,
      }),
    ),
    ...unreadParts(index),
  ];
  return once(all);
};
