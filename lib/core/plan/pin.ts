import { canonicalJson } from "../audit/canonical-json.ts";
import type { Plan } from "./plan.ts";

/**
 * What people approve, as the one canonical text that is hashed: the steps with exact rule properties, the rules they
 * touch, prefix-list versions, referenced groups, the pattern's version, and the flows gained and lost by rule. Not
 * the instances: Auto Scaling must not void approvals. Nor descriptions and tags of rules that merely lie near.
 */
export const pinText = (plan: Plan): string =>
  canonicalJson({
    ...plan,
    pinned: {
      ...plan.pinned,
      rules: plan.pinned.rules.map(({ groupId, rule: { description: _, tags: __, ...rule } }) => ({
        groupId,
        rule,
      })),
    },
  });
