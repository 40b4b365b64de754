/** A line of the log as its pages show it. */
export interface ShownEntry {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly actorName: string;
  readonly action: string;
  readonly subjects: {
    readonly person: { readonly id: string; readonly name: string } | null;
    readonly stack: { readonly id: string; readonly name: string } | null;
    readonly change: { readonly id: string; readonly number: number } | null;
    readonly grant: { readonly id: string; readonly number: number } | null;
    readonly groupId: string | null;
  };
  /** What else the entry says; texts that people or EC2 wrote among it. */
  readonly details: { readonly [name: string]: unknown };
  /** Its place in the log; null while it waits for one. */
  readonly index: number | null;
}
