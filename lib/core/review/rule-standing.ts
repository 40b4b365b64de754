import { canonicalShape, peerText } from "../group/canonical-rule.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { rulesOfServices } from "../group/rules-of-services.ts";
import { ALL_SERVICES, type ServiceSet } from "../net/service-set.ts";
import { parseService } from "../net/service-text.ts";
import type { Evidence } from "./evidence.ts";

/** Whether EC2 still had a rule when it was last looked at. */
export type RuleStanding = "stands" | "gone" | "unknown";

/** As evidence prints it; text that nobody can read any more may have been anything. */
const servicesIn = (text: string | null): ServiceSet => {
  const parts = (text ?? "").split(", ").map(parseService);
  return parts.every((part) => part.ok) ? parts.flatMap((part) => (part.ok ? part.value : [])) : ALL_SERVICES;
};

/** Whether a rule of just the source that evidence is about still lets it in where it did when the review began. */
export function ruleStanding(
  { groupId, peer, service }: Pick<Evidence, "groupId" | "peer" | "service">,
  index: ObservationIndex | null,
): RuleStanding {
  if (index === null || groupId === null || peer === null) return "unknown";
  const group = index.groups.get(groupId);
  if (group === undefined) return index.observation.parts.groups.complete ? "gone" : "unknown";
  if (!group.rulesKnown) return "unknown";
  const rules = rulesOfServices(group, "ingress", servicesIn(service));
  return rules.some((rule) => peerText(canonicalShape(rule).peer) === peer) ? "stands" : "gone";
}
