/** What became of something under review since the review began, for whoever decides about it now. */
import type { Evidence, EvidencedReach } from "./evidence.ts";

const day = (time: string): string => time.slice(0, 16).replace("T", " ");

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;

const ends = (time: string | null): string => (time === null ? "no end" : `${day(time)} UTC`);

/** How far it reached then, and how far it reaches now: what nobody can tell is not 0. */
const REACH_WORDS: Readonly<
  Record<EvidencedReach["verdict"], (many: string) => { readonly before: string; readonly now: string }>
> = {
  yes: (many) => ({ before: `It reached ${many}`, now: `it reaches ${many}` }),
  no: () => ({ before: "It reached no interface", now: "it reaches none" }),
  unknown: () => ({
    before: "It could not be told what it reached",
    now: "it cannot be told what it reaches",
  }),
  ungoverned: () => ({
    before: "Security groups did not govern what it reached",
    now: "security groups do not govern what it reaches",
  }),
  "not-seen": () => ({ before: "Nobody had looked at its account", now: "nothing is known of its account" }),
  "as-found": () => ({ before: "It was as its finding said", now: "it is as its finding says" }),
};

const reachWords = (reach: EvidencedReach) =>
  REACH_WORDS[reach.verdict](count(reach.interfaces, "interface"));

const opensNow = ({ groupId, service }: Evidence, then: Evidence): string =>
  groupId === null
    ? `Its stack has no group for it any more; a rule of it may still stand in ${then.groupId ?? "EC2"}.`
    : `It opens ${service ?? "nothing"} in ${groupId} now.`;

/** Sentences; empty when it is as it was. */
export function changesSince(then: Evidence, now: Evidence): readonly string[] {
  return [
    ...(then.ends === now.ends ? [] : [`Its end was ${ends(then.ends)} and is ${ends(now.ends)} now.`]),
    ...(then.reviewBy === now.reviewBy
      ? []
      : [`Its review date was ${then.reviewBy ?? "not set"} and is ${now.reviewBy ?? "not set"} now.`]),
    ...(then.owner?.email === now.owner?.email
      ? []
      : [`Its owner was ${then.owner?.name ?? "nobody"} and is ${now.owner?.name ?? "nobody"} now.`]),
    ...(then.groupId === now.groupId && then.service === now.service ? [] : [opensNow(now, then)]),
    ...(then.reach.verdict === now.reach.verdict && then.reach.interfaces === now.reach.interfaces
      ? []
      : [`${reachWords(then.reach).before}, and now ${reachWords(now.reach).now}.`]),
  ];
}
