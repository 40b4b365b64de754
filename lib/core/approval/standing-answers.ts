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
}

export interface MissingPart {
  readonly label: string;
  readonly count: number;
  readonly roles: readonly ApproverRole[];
}

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
      if (tried.has(place) || !part.roles.includes(approval.role)) return false;
      tried.add(place);
      const seated = filledBy.get(place);
      if (seated !== undefined && !seat(seated, tried)) return false;
      filledBy.set(place, approval);
      return true;
    });
  for (const approval of distinct) seat(approval, new Set());

  return requirement.parts.flatMap((part, index) => {
    const count = places.filter((place, at) => place.index === index && !filledBy.has(at)).length;
    return count === 0 ? [] : [{ label: part.label, count, roles: part.roles }];
  });
}
