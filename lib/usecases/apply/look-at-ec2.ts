import { setTimeout as sleep } from "node:timers/promises";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import type { Call, Ec2Session } from "./ec2-gate.ts";
import type { StepContext } from "./step-context.ts";
import { lookAtStep, type StepLook, type TargetNow } from "./step-look.ts";

/** What a step still needs, by what EC2 shows this moment. Throws when it cannot be read. */
export async function look(context: StepContext, step: PlanStep): Promise<StepLook> {
  const end = performance.now() + context.times.readBackMs;
  for (;;) {
    const now = await targetNow(context.session, step);
    // A group that was just made may not be in every answer yet; one that goes need not be.
    const isLost = now.kind === "group" && now.group === null && step.action === "authorize";
    if (!isLost || performance.now() >= end) return lookAtStep(step, now);
    await context.db.$transaction((transaction) => context.lease.hold(transaction));
    await sleep(200);
  }
}

async function targetNow(session: Ec2Session, step: PlanStep): Promise<TargetNow> {
  if (step.action === "set-interface-groups") {
    const [found] = await session.readInterfaces([step.interfaceId]);
    return { kind: "interface", interface: found ?? null };
  }
  if (step.action === "create-group") {
    return { kind: "vpc", groups: await session.readGroupsOfVpc(step.vpcId) };
  }
  // Only a rule's tags, and a rule that is rewritten in place, need its id; the group itself tells the rest in one call.
  const [found] =
    step.action === "describe" || step.action === "modify"
      ? await session.readGroups([step.groupId])
      : await session.readGroupsWithoutIds([step.groupId]);
  return { kind: "group", group: found ?? null };
}

/** Looks until EC2 shows the effect of `call`, or the time is over: the last look. */
export async function lookUntilDone(context: StepContext, step: PlanStep, call: Call): Promise<StepLook> {
  const end = performance.now() + context.times.readBackMs;
  for (let wait = 100; ; wait = Math.min(2_000, wait * 2)) {
    const seen = await look(context, step);
    const changed = seen.kind !== "call" || seen.call.kind !== call.kind;
    if (changed || performance.now() >= end) return seen;
    await context.db.$transaction((transaction) => context.lease.hold(transaction));
    await sleep(wait);
  }
}
