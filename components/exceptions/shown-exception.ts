/** An exception to a finding as its list shows it. The sentence holds names that others wrote. */
export interface ShownException {
  readonly id: string;
  readonly number: number;
  readonly findingId: string;
  readonly sentence: string;
  readonly placeName: string;
  readonly ownerName: string;
  readonly reason: string;
  readonly changeNumber: number;
  /** ISO 8601 UTC. */
  readonly beganAt: string | null;
  readonly endsAt: string;
  readonly endedAt: string | null;
  /** Why it is over, in words; null while it is not. */
  readonly over: string | null;
  readonly mayEnd: boolean;
}
