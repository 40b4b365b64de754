import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import { planStepSchema } from "#lib/formats/change/stored-plan.ts";
import type { Database } from "../ports.ts";

/** The change by which Sallyport made a rule. */
export interface RuleMaker {
  readonly changeNumber: number;
  readonly title: string;
  /** Null when Sallyport itself asked. */
  readonly requesterName: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** Who had a rule of these groups made through Sallyport, by `GROUP KEY`; the newest maker of each. */
export async function ruleMakers(db: Database, stackId: string): Promise<ReadonlyMap<string, RuleMaker>> {
  const steps = await db.step.findMany({
    where: {
      state: "done",
      operation: { path: ["action"], equals: "authorize" },
      change: { stackId },
    },
    orderBy: { change: { number: "asc" } },
    include: { change: { include: { requester: true } } },
  });
  const makers = new Map<string, RuleMaker>();
  for (const { operation, change } of steps) {
    const step = planStepSchema.safeParse(operation);
    if (!step.success || step.data.action !== "authorize") continue;
    makers.set(`${step.data.groupId} ${ruleKey(step.data.rule)}`, {
      changeNumber: change.number,
      title: change.title,
      requesterName: change.requester?.displayName ?? null,
      at: (change.finishedAt ?? change.createdAt).toISOString(),
    });
  }
  return makers;
}
