/** What became of something under review since the review began, for whoever decides about it now. */
import type { Evidence } from "./evidence.ts";

const day = (time: string): string => time.slice(0, 16).replace("T", " ");

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;

const ends = (time: string | null): string => (time === null ? "no end" : `${day(time)} UTC`);

/** Sentences; empty when it is as it was. `now` is null when it is gone. */
export function changesSince(then: Evidence, now: Evidence | null): readonly string[] {
  if (now === null) return ["It is gone by now: nothing of it is open any more."];
  return [
    ...(then.ends === now.ends ? [] : [`Its end was ${ends(then.ends)} and is ${ends(now.ends)} now.`]),
    ...(then.reviewBy === now.reviewBy
      ? []
      : [`Its review date was ${then.reviewBy ?? "not set"} and is ${now.reviewBy ?? "not set"} now.`]),
    ...(then.owner?.email === now.owner?.email
      ? []
      : [`Its owner was ${then.owner?.name ?? "nobody"} and is ${now.owner?.name ?? "nobody"} now.`]),
    ...(then.groupId === now.groupId && then.service === now.service
      ? []
      : [`It opens ${now.service ?? "nothing"} in ${now.groupId ?? "no group"} now.`]),
    ...(then.reach.verdict === now.reach.verdict && then.reach.interfaces === now.reach.interfaces
      ? []
      : [
          `It reached ${count(then.reach.interfaces, "interface")} and reaches ${count(now.reach.interfaces, "interface")} now.`,
        ]),
  ];
}
