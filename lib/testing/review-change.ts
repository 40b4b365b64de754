import { ruleOf } from "#lib/core/testing/estate.ts";
import type { Organisation } from "./organisation.ts";

const IN_A_DAY = 86_400_000;

/**
 * An open change of a review, about another stack first, that takes `rule` away from a group of the shop too. Returns
 * its number.
 */
export async function changeOfReview(
  { owner, web, people, stack, scope, team, pattern }: Organisation,
  groupId: string,
  rule: string,
): Promise<number> {
  const ofPattern = { scopeId: scope.id, teamId: team.id, patternId: pattern.id, vpcId: stack.vpcId };
  const kiosk = await owner.stack.create({
    data: { name: "kiosk", ...ofPattern, yaml: "", bindings: [], policy: {} },
  });
  const { ruleId: _, tags: __, ...shape } = ruleOf(rule);
  const ines = people.ines.personId;
  const later = new Date(Date.now() + IN_A_DAY);
  const review = await web.review.create({
    data: { name: "Spring", scope: {}, population: {}, reviewerId: ines, createdById: ines, dueAt: later },
  });
  const source = await web.source.create({ data: { name: "partner", kind: "ipv4", value: "192.0.2.0/24" } });
  const row = await web.reviewRow.create({
    data: {
      reviewId: review.id,
      ordinal: 1,
      kind: "source",
      stackId: stack.id,
      sourceId: source.id,
      evidence: {},
    },
  });
  const change = await web.changeRequest.create({
    data: {
      kind: "review",
      stackId: kiosk.id,
      requesterId: ines,
      beneficiaryId: ines,
      title: "Take away what access review #1 revoked: 1 standing source",
      reason: "Access review #1",
      state: "open",
      plan: {
        accountId: scope.accountId,
        region: scope.region,
        steps: [{ action: "revoke", groupId, rule: { ...shape }, ruleId: null }],
        pinned: {
          rules: [],
          prefixLists: [],
          referencedGroupIds: [],
          pattern: { name: "", version: 0 },
          interfaces: [],
        },
        gained: [],
        lost: [],
      },
      pin: "cd".repeat(32),
      effect: {},
      requirement: { parts: [{ label: "One cloud admin", count: 1, roles: ["cloud_admin"] }] },
      answerBy: later,
    },
  });
  await web.reviewRow.update({
    where: { id: row.id },
    data: { decision: "revoke", decidedById: ines, decidedAt: new Date(), changeId: change.id },
  });
  return change.number;
}
