/**
 * Answers about reach, as plain JSON. They say what security groups permit: routes, network ACLs and public addresses
 * decide the rest.
 */
import type { FlowLine } from "#lib/core/net/flow-line.ts";

/** `ungoverned`: no security group decides it. */
export type ReachVerdict = "yes" | "no" | "unknown" | "ungoverned";

/** A rule of one end that lets packets through. */
export interface ReachRule {
  readonly groupId: string;
  readonly ruleKey: string;
  /** `sgr-...` of its copies; empty on endpoints without rule ids. */
  readonly ruleIds: readonly string[];
  /** As it is written: a CIDR, prefix list or group, and the service. */
  readonly rule: FlowLine;
}

/** One end of the way a packet takes. */
export interface WayEnd {
  /** `outside`: no interface of this observation. `ungoverned`: an interface without groups, or never filtered. */
  readonly governed: "by-groups" | "ungoverned" | "outside";
  /** Null outside, and where nobody carries the group that was asked about. */
  readonly interfaceId: string | null;
  readonly instanceId: string | null;
  readonly groupIds: readonly string[];
  /** Every rule that lets through something of what was asked; egress at the source, ingress at the target. */
  readonly rules: readonly ReachRule[];
}

/** One concrete packet. */
export interface ReachPacket {
  /** Null for the member of a group that nobody carries, or whose members cannot be seen. */
  readonly from: string | null;
  readonly to: string | null;
  readonly service: string;
}

/** Why nothing gets through at one end, and the rule that is closest to letting it. */
export interface Obstacle {
  readonly end: "source" | "target";
  readonly interfaceId: string | null;
  readonly groupIds: readonly string[];
  readonly because: /** No rule in this direction at all. */
    | "no-rules"
    /** Right peer, other ports. */
    | "other-service"
    /** Right ports, other peer. */
    | "other-peer"
    /** Neither. */
    | "other-rules"
    /** The rule that would do it names a group that is gone or out of reach. */
    | "stale-reference"
    /** The two ends have no address of the same family. */
    | "no-address";
  readonly nearest: ReachRule | null;
}

/** What could not be read, or cannot be told, and stands in the way of an answer. */
export interface Unread {
  readonly what:
    | "part"
    | "group"
    | "group-rules"
    | "prefix-list"
    | "rule"
    | "peering"
    | "path"
    | "members"
    | "address";
  /** The part, group, prefix list, peering or rule. */
  readonly id: string;
  readonly sentence: string;
}

export interface ReachAnswer {
  /** `yes`: something of what was asked surely gets through. */
  readonly verdict: ReachVerdict;
  /** Whether it is so for every address, service and interface that was asked about, or for a part of them. */
  readonly extent: "all" | "part";
  /** What was asked, cut into four: peers (addresses, or a group whose members are not seen) and services. */
  readonly open: readonly FlowLine[];
  readonly closed: readonly FlowLine[];
  readonly unknown: readonly FlowLine[];
  readonly ungoverned: readonly FlowLine[];
  /** The target's interfaces, each in one of these; ids, sorted. */
  readonly interfaces: {
    readonly reached: readonly string[];
    readonly notReached: readonly string[];
    readonly unknown: readonly string[];
    readonly ungoverned: readonly string[];
  };
  /** For `yes` and `ungoverned`: one packet that gets through, and both ends of its way. */
  readonly witness: ReachPacket | null;
  readonly source: WayEnd | null;
  readonly target: WayEnd | null;
  /** For `no`: what blocks, and what is closest. */
  readonly obstacles: readonly Obstacle[];
  /** What could not be read, wherever it leaves something open. */
  readonly unread: readonly Unread[];
}

/** One ingress rule of the target, with the peers it lets in for what was asked. */
export interface PeersByRule extends ReachRule {
  /** By rule: a reference is a group. */
  readonly lines: readonly FlowLine[];
  /** Whether it can be told. */
  readonly known: boolean;
  /** The interfaces of the target that it serves; empty when nobody carries the group. */
  readonly interfaceIds: readonly string[];
}

/** The complete set of peers that reach a target. */
export interface WhoAnswer {
  readonly verdict: ReachVerdict;
  readonly rules: readonly PeersByRule[];
  /** Canonical lines in both readings. */
  readonly byRule: readonly FlowLine[];
  readonly byPacket: readonly FlowLine[];
  /** Present where lines by packet were left out, because there are more than were asked for. */
  readonly isCut?: true;
  /** Peers of which nobody can tell, by packet. */
  readonly unknown: readonly FlowLine[];
  /** Peers that no security group keeps out, because an interface of the target carries none. */
  readonly ungoverned: readonly FlowLine[];
  /** Interfaces of this account that the target would let in and that their own egress does not let out. */
  readonly heldBack: readonly string[];
  readonly unread: readonly Unread[];
}

/** Interfaces with the same groups, and what of them is open to the peer. */
export interface ReachedTarget {
  readonly groupIds: readonly string[];
  readonly interfaceIds: readonly string[];
  readonly verdict: ReachVerdict;
  /** Printed: `tcp/443`. */
  readonly open: readonly string[];
  readonly unknown: readonly string[];
}

/** Everything a peer can reach. */
export interface WhatAnswer {
  readonly verdict: ReachVerdict;
  /** Only what is reached, not governed, or cannot be told. */
  readonly targets: readonly ReachedTarget[];
  /** Addresses its own egress lets it out to, as rules say it; who is at home there is judged above. Empty outside. */
  readonly letOut: readonly FlowLine[];
  readonly letOutUnknown: readonly FlowLine[];
  readonly unread: readonly Unread[];
}

/** A way over several hops: each goes on from the interfaces that the one before it reached. */
export interface HopsAnswer {
  readonly verdict: ReachVerdict;
  /** As far as the way goes: ends with the first hop that is not `yes` or `ungoverned`. */
  readonly hops: readonly ReachAnswer[];
}
