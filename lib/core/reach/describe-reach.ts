/** Answers about reach in plain sentences. Names from EC2 are put in as they are: show the result as text only. */
import type { FlowLine } from "#lib/core/net/flow-line.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import type {
  HopsAnswer,
  Obstacle,
  ReachAnswer,
  ReachRule,
  Unread,
  WayEnd,
  WhatAnswer,
  WhoAnswer,
} from "./answer.ts";
import type { ReachPeer, ReachQuestion, ReachTarget } from "./question.ts";

const SHOWN = 3;

/** What to call a group, interface or instance; its id when it has no better name. */
export type NameOf = (id: string) => string;

const asItIs: NameOf = (id) => id;

/** `parts` may be thousands: only those that are shown are named. */
const listed = (parts: readonly string[], nameOf: NameOf = asItIs): string => {
  const shown = parts.slice(0, SHOWN).map(nameOf);
  const more = parts.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
};

/** What could not be read, in one sentence. */
export const unreadSentence = (unread: readonly Unread[]): string => {
  const [first, ...others] = unread.map(({ sentence }) => sentence);
  if (first === undefined) return "It cannot be told from what was read.";
  return others.length === 0 ? first : `${first} And ${others.length} more cannot be told.`;
};

const reachPeerWords = (peer: ReachPeer | ReachTarget, nameOf: NameOf = asItIs): string => {
  switch (peer.kind) {
    case "internet":
      return "the Internet";
    case "cidr":
      return peer.cidr.replace(/^([\d.]+)\/32$|^([\da-f:]+)\/128$/, "$1$2");
    case "group":
      return nameOf(peer.groupId);
    case "interface":
      return nameOf(peer.interfaceId);
    case "instance":
      return nameOf(peer.instanceId);
    case "tier":
      return `the ${peer.tier} tier`;
    case "prefix-list":
    case "source":
      return peer.name;
  }
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const ruleWords = ({ groupId, rule }: ReachRule, way: "from" | "to", nameOf: NameOf): string =>
  `${rule.service === "all" ? "everything" : rule.service} ${way} ${rule.peer.startsWith("sg-") ? nameOf(rule.peer) : rule.peer} (${nameOf(groupId)})`;

const endSentence = (end: WayEnd | null, side: "source" | "target", nameOf: NameOf): string[] => {
  if (end === null || end.governed === "outside") return [];
  const isSource = side === "source";
  const verb = isSource ? "Let out" : "Let in";
  if (end.governed === "ungoverned")
    return [`${capital(side)} ${end.interfaceId ?? "address"} is not governed by security groups.`];
  const rules = end.rules.map((rule) => ruleWords(rule, isSource ? "to" : "from", nameOf));
  return rules.length === 0 ? [] : [`${verb} by ${listed(rules)}.`];
};

const obstacleSentence = (
  { end, interfaceId, groupIds, because, nearest }: Obstacle,
  nameOf: NameOf,
): string => {
  const isSource = end === "source";
  const who = interfaceId === null ? listed(groupIds, nameOf) : nameOf(interfaceId);
  const verb = isSource ? "does not let it out" : "does not let it in";
  const rule = nearest === null ? "" : ruleWords(nearest, isSource ? "to" : "from", nameOf);
  switch (because) {
    case "no-rules":
      return `${who} ${verb}: none of its groups has ${isSource ? "an egress" : "an ingress"} rule.`;
    case "other-service":
      return `${who} ${verb}: the closest rule is for other ports, ${rule}.`;
    case "other-peer":
      return `${who} ${verb}: the closest rule is for somebody else, ${rule}.`;
    case "other-rules":
      return `${who} ${verb}: no rule comes close; one of them is ${rule}.`;
    case "stale-reference":
      return `${who} ${verb}: the rule ${rule} names a group that is gone or out of reach.`;
    case "no-address":
      return `${who} has no address of the family that the other end has.`;
  }
};

const part = (lines: readonly FlowLine[], nameOf: NameOf): string =>
  listed(lines.map(({ peer, service }) => `${peer.startsWith("sg-") ? nameOf(peer) : peer} on ${service}`));

const exactParts = ({ verdict, extent, open, closed, unknown }: ReachAnswer, nameOf: NameOf): string[] => {
  if (extent === "all" || verdict === "no") return [];
  return [
    ...(open.length === 0 ? [] : [`Open: ${part(open, nameOf)}.`]),
    ...(closed.length === 0 ? [] : [`Closed: ${part(closed, nameOf)}.`]),
    ...(unknown.length === 0 ? [] : [`Cannot be told: ${part(unknown, nameOf)}.`]),
  ];
};

const headline = (question: ReachQuestion, { verdict, extent }: ReachAnswer, nameOf: NameOf): string => {
  const from = reachPeerWords(question.peer, nameOf);
  const to = reachPeerWords(question.target, nameOf);
  const what = listed(printServices(question.services));
  const service = what === "all" ? "" : ` on ${what}`;
  switch (verdict) {
    case "yes":
      return extent === "all"
        ? `Yes: security groups permit ${from} to reach ${to}${service}.`
        : `Yes, in part: security groups permit some of ${from} to reach ${to}${service}.`;
    case "no":
      return `No: ${from} cannot reach ${to}${service}.`;
    case "unknown":
      return `Unknown: it cannot be told whether ${from} can reach ${to}${service}.`;
    case "ungoverned":
      return extent === "all"
        ? `Not governed: no security group decides whether ${from} can reach ${to}${service}.`
        : `Not governed, in part: no security group decides whether ${from} can reach some of ${to}${service}.`;
  }
};

/** The answer first, then its proof: a packet and the rules, or what blocks, or what could not be read. */
export const describeReach = (
  question: ReachQuestion,
  answer: ReachAnswer,
  nameOf: NameOf = asItIs,
): string[] => {
  const { witness } = answer;
  const from = witness?.from ?? null;
  const to = witness?.to ?? null;
  const packet =
    witness === null
      ? []
      : [
          `For example ${witness.service}${from === null ? "" : ` from ${from}`}${to === null ? "" : ` to ${to}`}.`,
        ];
  return [
    headline(question, answer, nameOf),
    ...packet,
    ...endSentence(answer.source, "source", nameOf),
    ...endSentence(answer.target, "target", nameOf),
    ...exactParts(answer, nameOf),
    ...answer.obstacles.map((obstacle) => obstacleSentence(obstacle, nameOf)),
    ...answer.unread.map(({ sentence }) => sentence),
  ];
};

export const describeWho = (target: ReachTarget, who: WhoAnswer, nameOf: NameOf = asItIs): string[] => {
  const to = reachPeerWords(target, nameOf);
  const count = who.byPacket.length;
  return [
    count === 0
      ? `Nobody surely reaches ${to}.`
      : who.isCut === true
        ? `${capital(part(who.byRule, nameOf))} ${who.byRule.length === 1 ? "reaches" : "reach"} ${to}, but for what their own groups hold back.`
        : `${capital(part(who.byPacket, nameOf))} ${count === 1 ? "reaches" : "reach"} ${to}.`,
    ...(who.ungoverned.length === 0
      ? []
      : [`Security groups do not govern part of ${to}: anybody may reach it as far as they are concerned.`]),
    ...who.rules.map((rule) => `${rule.known ? "By" : "Perhaps by"} ${ruleWords(rule, "from", nameOf)}.`),
    ...(who.heldBack.length === 0
      ? []
      : [`Let in, but not let out by their own groups: ${listed(who.heldBack, nameOf)}.`]),
    ...who.unread.map(({ sentence }) => sentence),
  ];
};

export const describeWhat = (peer: ReachPeer, what: WhatAnswer, nameOf: NameOf = asItIs): string[] => {
  const words = reachPeerWords(peer, nameOf);
  const from = capital(words);
  if (what.targets.length === 0)
    return what.verdict === "unknown"
      ? [`It cannot be told what ${words} reaches.`, ...what.unread.map(({ sentence }) => sentence)]
      : [`${from} reaches nothing that was observed.`];
  return [
    ...what.targets.map(({ verdict, interfaceIds, open, unknown }) => {
      const to = listed(interfaceIds, nameOf);
      if (verdict === "unknown")
        return `It cannot be told whether ${from} reaches ${to} on ${listed(unknown)}.`;
      const free = verdict === "ungoverned" ? " (not governed by security groups)" : "";
      return `${from} reaches ${to} on ${listed(open)}${free}.`;
    }),
    ...what.unread.map(({ sentence }) => sentence),
  ];
};

/** One block of sentences a hop. */
export const describeHops = (
  questions: readonly ReachQuestion[],
  { hops }: HopsAnswer,
  nameOf: NameOf = asItIs,
): string[][] =>
  hops.flatMap((answer, at) => {
    const question = questions[at];
    return question === undefined ? [] : [describeReach(question, answer, nameOf)];
  });
