/** What a source under review opens on its own service, as security groups permit it in an observation. */
import type { ObservationIndex } from "../group/observation-index.ts";
import type { ServiceSet } from "../net/service-set.ts";
import { unreadSentence } from "../reach/describe-reach.ts";
import { whatCanReach } from "../reach/what-can-reach.ts";
import type { OpenSource } from "../tier/pattern.ts";
import type { EvidencedReach } from "./evidence.ts";

const NEVER_SEEN: EvidencedReach = {
  verdict: "not-seen",
  sentence: "The account was never looked at, so nobody can tell what it opens.",
  interfaces: 0,
  instances: 0,
  seenAt: null,
};

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;

/** `service`: as printed, for the sentence. `index` is null where nothing was ever seen. */
export function evidencedReach(
  peer: OpenSource["peer"],
  services: ServiceSet,
  service: string,
  index: ObservationIndex | null,
): EvidencedReach {
  if (index === null) return NEVER_SEEN;
  const { observation } = index;
  const name = "the source under review";
  const answer = whatCanReach({ kind: "source", name }, services, {
    index,
    stack: null,
    sources: [{ name, peer }],
  });
  const seenAt = observation.takenAt;
  if (!answer.ok) {
    return { verdict: "unknown", sentence: answer.problem.sentence, interfaces: 0, instances: 0, seenAt };
  }
  const { verdict, targets, unread } = answer.value;
  const ofVerdict = (wanted: string): ReadonlySet<string> =>
    new Set(targets.flatMap((each) => (each.verdict === wanted ? each.interfaceIds : [])));
  const reached = ofVerdict("yes");
  const perhaps = ofVerdict("unknown");
  const instances = new Set(
    observation.interfaces.flatMap((each) =>
      reached.has(each.interfaceId) && each.instanceId !== null ? [each.instanceId] : [],
    ),
  );
  const sure =
    reached.size === 0
      ? `Security groups surely let it in nowhere on ${service}.`
      : `Security groups let it in on ${service} at ${count(reached.size, "interface")} of ${count(instances.size, "instance")}.`;
  const more =
    perhaps.size === 0
      ? ""
      : ` About ${count(perhaps.size, "interface")} more it cannot be told: ${unreadSentence(unread)}`;
  const kind = reached.size > 0 ? "yes" : perhaps.size > 0 ? "unknown" : verdict === "yes" ? "no" : verdict;
  return {
    verdict: kind,
    sentence: `${sure}${more}`,
    interfaces: reached.size,
    instances: instances.size,
    seenAt,
  };
}
