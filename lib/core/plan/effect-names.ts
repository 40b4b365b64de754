/** What things are called, for sentences. Names from EC2 are attacker-controlled: show the result as text only. */
export interface EffectNames {
  readonly stack: string;
  /** A group's name, or its tier: "ssh-admin"; its id when it has none. */
  readonly group: (groupId: string) => string;
  /** Who or what a peer is ("Mara's laptop"); null when nobody named it. */
  readonly peer: (peer: string) => string | null;
  /** The other stacks that use a group. */
  readonly sharedWith: (groupId: string) => readonly string[];
}
