/** What differs between two wordings of one request beside its plan: why, when it starts, and what it accepts. */
import type { PlanDiffLine } from "../plan/plan-diff.ts";
import type { AskedRules } from "./asked-rules.ts";

export interface RequestWording {
  readonly reason: string;
  /** Not begun before; null: at once. */
  readonly startsAt: Date | null;
  readonly asked: AskedRules;
}

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

function linesOf({ reason, startsAt, asked }: RequestWording): readonly string[] {
  const most = asked.mostNewInstances ?? null;
  return [
    `Why: ${reason}`,
    startsAt === null ? "Starts as soon as it is approved" : `Starts not before ${minute(startsAt)}`,
    ...(asked.kind === "match" && asked.removeRedundant ? ["Removes rules that add nothing, too"] : []),
    ...(asked.acceptNoSshSource ? ["Even if nobody can open SSH afterwards"] : []),
    ...("acceptQuotaGap" in asked && asked.acceptQuotaGap
      ? ["Even if rules go before their replacements come"]
      : []),
    ...(most === null ? [] : [`Touches at most ${most} more instances than shown`]),
  ];
}

/** Empty when both say the same. */
export function requestDiff(was: RequestWording, is: RequestWording): readonly PlanDiffLine[] {
  const [before, after] = [linesOf(was), linesOf(is)];
  return [
    ...before.filter((line) => !after.includes(line)).map((text) => ({ sign: "-" as const, text })),
    ...after.filter((line) => !before.includes(line)).map((text) => ({ sign: "+" as const, text })),
  ];
}
