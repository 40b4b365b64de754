/**
 * Where there is no direct way to a tier, the shortest one over other tiers of its stack: the Internet to web, web to
 * app, app to db. It is offered as a question of its own, whose answer follows it from interface to interface.
 */
import { columnEnds, packetCell } from "#lib/core/matrix/packet-cell.ts";
import {
  ALL_SERVICES,
  equalServices,
  intersectServices,
  type ServiceSet,
} from "#lib/core/net/service-set.ts";
import { sourceOf } from "#lib/core/reach/resolve.ts";
import type { Source } from "#lib/core/reach/source.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { AskedSource } from "./asked-estate.ts";
import type { Inquiry } from "./inquiries.ts";
import { printQuestion } from "./print-question.ts";
import type { AskedHop, Question } from "./question.ts";

interface Step {
  readonly tier: string;
  readonly source: Source;
  readonly hops: readonly AskedHop[];
}

type CanInquiry = Extract<Inquiry, { kind: "can" }>;

/** The canonical text of the question; null where there is no such way either. */
export const wayRound = (inquiry: CanInquiry, sources: readonly AskedSource[]): string | null => {
  const { place, from, hops } = inquiry;
  const [hop, ...others] = hops;
  const stack = hop?.to.stack ?? null;
  if (hop === undefined || others.length > 0 || stack === null || hop.to.end.kind !== "tier") return null;
  const target = hop.to.end.tier;
  const { index } = place;
  const start = sourceOf(from.end, { index, stack: from.stack, sources });
  if (!start.ok) return null;
  const named = (tier: string, services: ServiceSet): AskedHop => ({
    to: { kind: "tier", tier, stack: stack.name },
    services,
  });
  const seen = new Set<string>(from.end.kind === "tier" && from.stack === stack ? [from.end.tier] : []);
  let border: readonly Step[] = [{ tier: "", source: start.value, hops: [] }];
  while (border.length > 0) {
    const next: Step[] = [];
    for (const step of border)
      for (const { tier } of stack.bindings) {
        if (seen.has(tier)) continue;
        const ends = columnEnds(groupsOfTier(stack.bindings, tier), index);
        const { open, ungoverned } = packetCell(step.source, ends, index);
        const through = open.length > 0 ? open : ungoverned;
        const wanted = tier === target ? intersectServices(through, hop.services) : through;
        if (wanted.length === 0) continue;
        const services =
          tier === target && !equalServices(hop.services, ALL_SERVICES) ? hop.services : wanted;
        const way = [...step.hops, named(tier, services)];
        if (tier === target && way.length > 1) {
          const question: Question = { kind: "can", from: from.named, hops: way, at: null };
          return printQuestion(question);
        }
        if (tier === target) continue;
        seen.add(tier);
        next.push({ tier, source: { kind: "ends", ends }, hops: way });
      }
    border = next;
  }
  return null;
};
