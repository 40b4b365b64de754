import type { ChangeKind } from "#lib/core/approval/plan-fits.ts";

const KINDS: readonly ChangeKind[] = [
  "grant",
  "extend",
  "revoke",
  "expire",
  "match",
  "rule",
  "create-stack",
  "retire-stack",
  "review",
  "put-back",
];

/** A stored kind that Sallyport carries out on EC2; null for every other. */
export const changeKindOf = (text: string): ChangeKind | null => KINDS.find((kind) => kind === text) ?? null;
