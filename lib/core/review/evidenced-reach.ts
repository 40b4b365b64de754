/** What a source under review opens on its own service, as security groups permit it in an observation. */
import type { ObservationIndex } from "../group/observation-index.ts";
import type { ServiceSet } from "../net/service-set.ts";
import type { ReachVerdict } from "../reach/answer.ts";
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

/** Of a stack that binds no group to a tier that takes sources: there is no service to ask about. */
export const doorless = ({ observation }: ObservationIndex): EvidencedReach => ({
  verdict: "unknown",
  sentence: "Its stack has no group that takes sources, so it cannot be told what it opens.",
  interfaces: 0,
  instances: 0,
  seenAt: observation.takenAt,
});

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;

interface Evidenced {
  readonly verdict: ReachVerdict;
  /** Those that let it in. */
  readonly interfaces: number;
  readonly instances: number;
  /** Interfaces of which nobody can tell. */
  readonly perhaps: number;
  readonly unread: string;
}

/** "Surely nowhere" is said only where there is nothing that cannot be told. */
const evidenceSentence = (
  service: string,
  { verdict, interfaces, instances, perhaps, unread }: Evidenced,
): string => {
  if (interfaces > 0) {
    const sure = `Security groups let it in on ${service} at ${count(interfaces, "interface")} of ${count(instances, "instance")}.`;
    return perhaps === 0
      ? sure
      : `${sure} About ${count(perhaps, "interface")} more it cannot be told: ${unread}`;
  }
  const untold = "It cannot be told whether security groups let it in";
  if (perhaps > 0) return `${untold} on ${service} at ${count(perhaps, "interface")}: ${unread}`;
  return verdict === "unknown"
    ? `${untold} anywhere on ${service}. ${unread}`
    : `Security groups surely let it in nowhere on ${service}.`;
};

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
  const sentence = evidenceSentence(service, {
    verdict,
    interfaces: reached.size,
    instances: instances.size,
    perhaps: perhaps.size,
    unread: unreadSentence(unread),
  });
  const kind = reached.size > 0 ? "yes" : perhaps.size > 0 ? "unknown" : verdict === "yes" ? "no" : verdict;
  return {
    verdict: kind,
    sentence,
    interfaces: reached.size,
    instances: instances.size,
    seenAt,
  };
}
