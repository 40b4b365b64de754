import { z } from "zod";
import type { Evidence } from "./evidence.ts";

const requirementSchema = z.object({ parts: z.array(z.object({ count: z.int() })) });

/**
 * O4: whatever was begun had been approved by as many different people as it needs, none of whom asked for it or gains by
 * it, and each of whom held a role that may when it was begun.
 */
export function approvalOracle({ changes, roles }: Evidence): readonly string[] {
  return changes.flatMap((change) => {
    const begun = change.moves.find(({ toState }) => toState === "applying");
    if (begun === undefined) return [];
    const name = `change #${change.number} (${change.kind})`;
    const { parts } = requirementSchema.parse(change.requirement);
    const needed = parts.reduce((sum, { count }) => sum + count, 0);
    const valid = change.approvals.filter(
      ({ decision, createdAt, dismissedAt }) =>
        decision === "approve" && createdAt <= begun.at && (dismissedAt === null || dismissedAt > begun.at),
    );
    const people = new Set(valid.map(({ personId }) => personId));
    const violations: string[] = [];
    if (people.size < needed)
      violations.push(`O4: ${name} began with ${people.size} of ${needed} approvals.`);
    for (const { personId, role } of valid) {
      if (personId === change.requesterId || (change.kind === "grant" && personId === change.beneficiaryId))
        violations.push(`O4: ${name} was approved by whoever asked for it or gains by it.`);
      const held = roles.some(
        (each) =>
          each.personId === personId &&
          each.role === role &&
          each.validFrom <= begun.at &&
          (each.validUntil === null || each.validUntil > begun.at),
      );
      if (!held) violations.push(`O4: an approver of ${name} was no ${role} when it began.`);
    }
    return violations;
  });
}
