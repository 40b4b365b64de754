/**
 * Whether a requirement is met by the answers that stand. An answer fills one place of one part; parts are filled by
 * different people, so a person counts once however many roles they hold.
 */
import type { Requirement } from "./change-state.ts";

export type ApproverRole = "cloud_admin" | "team_lead";

/** An undismissed approval of what the change says now. */
export interface StandingApproval {
  readonly personId: string;
  readonly role: ApproverRole;
  /** Of a lead who answered for another team than the stack's. */
  readonly teamId?: string | null;
}

type Part = Requirement["parts"][number];

export type MissingPart = Part;

/** Whether an answer in this role, for this team, may take a place of the part. */
export const fitsPart = (part: Part, { role, teamId = null }: Omit<StandingApproval, "personId">): boolean =>
  part.roles.includes(role) &&
  (part.teamIds === undefined ? teamId === null : teamId !== null && part.teamIds.includes(teamId));

/** The parts that are not filled yet, with how many are missing. Empty: the requirement is met. */
export function missingParts(
  requirement: Requirement,
  approvals: readonly StandingApproval[],
): readonly MissingPart[] {
  const places = requirement.parts.flatMap((part, index) =>
    Array.from({ length: part.count }, () => ({ part, index })),
  );
  const distinct = [...new Map(approvals.map((each) => [each.personId, each])).values()];
  const filledBy = new Map<number, StandingApproval>();

  // Augmenting paths: an approval may move another to a place that both could fill.
  const seat = (approval: StandingApproval, tried: Set<number>): boolean =>
    places.some(({ part }, place) => {
      if (tried.has(place) || !fitsPart(part, approval)) return false;
      tried.add(place);
      const seated = filledBy.get(place);
      if (seated !== undefined && !seat(seated, tried)) return false;
      filledBy.set(place, approval);
      return true;
    });
  for (const approval of distinct) seat(approval, new Set());

  return requirement.parts.flatMap((part, index) => {
    const count = places.filter((place, at) => place.index === index && !filledBy.has(at)).length;
    return count === 0 ? [] : [{ ...part, count }];
  });
}
