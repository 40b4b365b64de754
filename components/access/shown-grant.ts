/** A grant as the lists of SSH access show it. Times are ISO 8601 UTC. */
export interface ShownGrant {
  readonly id: string;
  readonly number: number;
  readonly stackName: string;
  readonly personId: string;
  readonly personName: string;
  readonly sourceName: string;
  readonly peer: string;
  readonly reason: string;
  readonly state: string;
  readonly endsAt: string;
  readonly openedAt: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly alreadyOpenBy: string | null;
  readonly changeNumber: number;
  readonly endChangeNumber: number | null;
}

const END_WORDS: Readonly<Record<string, string>> = {
  expired: "its time was over",
  "handed-back": "handed back",
  revoked: "revoked",
  refused: "not approved",
  gone: "its group is gone",
};

/** Why a grant ended, in words. */
export const endWords = (reason: string | null): string =>
  reason === null ? "" : (END_WORDS[reason] ?? reason);
