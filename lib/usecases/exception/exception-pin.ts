import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import type { AcceptedExtent } from "#lib/core/findings/exception/finding-exception.ts";
import { contentHash } from "../observation/known-item.ts";

/** Everything that people approve about an exception. */
export interface PinnedException {
  readonly scopeId: string;
  readonly stackId: string | null;
  readonly findingId: string;
  readonly extent: AcceptedExtent;
  readonly sentence: string;
  readonly ownerId: string;
  readonly reason: string;
  readonly endsAt: Date;
}

/** SHA-256 (hex) of what is approved. */
export const exceptionPin = (asked: PinnedException): string => {
  const { scopeId, stackId, findingId, extent, sentence, ownerId, reason, endsAt } = asked;
  const { severity, certainty, flows, things, amount } = extent;
  const text = canonicalJson({
    scopeId,
    stackId,
    findingId,
    extent: {
      severity,
      certainty,
      flows: flows.map(({ direction, peer, service }) => ({ direction, peer, service })),
      things: [...things],
      amount,
    },
    sentence,
    ownerId,
    reason,
    endsAt: endsAt.toISOString(),
  });
  return contentHash(text);
};
