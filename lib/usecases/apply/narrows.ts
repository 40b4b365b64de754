import type { Urgency } from "./ec2-gate.ts";

/** It only takes access away, by decisions that stand: it goes before others, and is never given up. */
export const narrows = ({ kind }: { readonly kind: string }): boolean =>
  kind === "revoke" || kind === "expire" || kind === "review";

export const urgencyOf = (change: { readonly kind: string }): Urgency =>
  change.kind === "expire" ? "expiry" : narrows(change) ? "first" : "usual";
