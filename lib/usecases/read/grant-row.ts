/** A grant as lists show it. */
export interface GrantRow {
  readonly id: string;
  readonly number: number;
  readonly stackName: string;
  readonly personId: string;
  readonly personName: string;
  readonly sourceName: string;
  /** Canonical CIDR, pl-... or sg-... */
  readonly peer: string;
  readonly reason: string;
  /** asked | live | ending | ended | refused */
  readonly state: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
  readonly openedAt: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  /** The rule that opens it anyway, in words; its end then closes nothing. */
  readonly alreadyOpenBy: string | null;
  /** The change that opens it. */
  readonly changeNumber: number;
  /** The change that ends it; null while none does. */
  readonly endChangeNumber: number | null;
}

export const grantSelection = {
  id: true,
  number: true,
  personId: true,
  peer: true,
  reason: true,
  state: true,
  endsAt: true,
  openedAt: true,
  endedAt: true,
  endReason: true,
  alreadyOpenBy: true,
  stack: { select: { name: true } },
  person: { select: { displayName: true } },
  source: { select: { name: true } },
  change: { select: { number: true } },
  endChange: { select: { number: true } },
} as const;

interface Row {
  readonly id: string;
  readonly number: number;
  readonly personId: string;
  readonly peer: string;
  readonly reason: string;
  readonly state: string;
  readonly endsAt: Date;
  readonly openedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly alreadyOpenBy: string | null;
  readonly stack: { readonly name: string };
  readonly person: { readonly displayName: string };
  readonly source: { readonly name: string };
  readonly change: { readonly number: number };
  readonly endChange: { readonly number: number } | null;
}

export const grantRow = (row: Row): GrantRow => ({
  id: row.id,
  number: row.number,
  stackName: row.stack.name,
  personId: row.personId,
  personName: row.person.displayName,
  sourceName: row.source.name,
  peer: row.peer,
  reason: row.reason,
  state: row.state,
  endsAt: row.endsAt.toISOString(),
  openedAt: row.openedAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
  endReason: row.endReason,
  alreadyOpenBy: row.alreadyOpenBy,
  changeNumber: row.change.number,
  endChangeNumber: row.endChange?.number ?? null,
});
