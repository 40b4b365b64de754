/** Whether a step lets somebody through who was not, or takes something away: between the two there is a pause. */
import { addedRule, removedRule } from "#lib/core/plan/step-rules.ts";
import type { RunningStep } from "./step-context.ts";

const lacks = (groupIds: readonly string[], others: readonly string[]): boolean =>
  others.some((groupId) => !groupIds.includes(groupId));

export const gives = ({ operation }: RunningStep): boolean =>
  addedRule(operation) !== null ||
  (operation.action === "set-interface-groups" && lacks(operation.before, operation.after));

export const takes = ({ operation }: RunningStep): boolean =>
  removedRule(operation) !== null ||
  (operation.action === "set-interface-groups" && lacks(operation.after, operation.before));
