import { z } from "zod";
import type { AskedRules } from "#lib/core/approval/asked-rules.ts";
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import type { PlanDiffLine } from "#lib/core/plan/plan-diff.ts";
import { plannedSteps, type StepProgress } from "#lib/core/plan/step-progress.ts";
import { planStepSchema } from "#lib/formats/change/stored-plan.ts";
import type { ChangeTalk } from "./change-talk.ts";
import type { GroupLabel } from "./group-labels.ts";

export interface AnswerView {
  readonly personName: string;
  readonly role: string;
  readonly decision: "approve" | "reject";
  readonly comment: string;
  readonly at: string;
  readonly dismissed: boolean;
}

export interface MoveView {
  readonly version: number;
  readonly from: ChangeState | null;
  readonly to: ChangeState;
  readonly at: string;
  /** Null: Sallyport itself. */
  readonly personName: string | null;
  readonly why: string;
  readonly diff: readonly PlanDiffLine[];
}

export interface CommentView {
  readonly id: string;
  readonly personName: string;
  readonly at: string;
  readonly body: string;
}

export interface ChangeView extends ChangeTalk {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly title: string;
  readonly reason: string;
  readonly state: ChangeState;
  readonly stackName: string;
  /** A stack that is only planned, or retired, has no page. */
  readonly stackInUse: boolean;
  readonly teamName: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly requesterName: string | null;
  readonly beneficiaryName: string;
  readonly createdAt: string;
  readonly answerBy: string;
  readonly approvedAt: string | null;
  readonly finishedAt: string | null;
  readonly pin: string;
  readonly effect: Effect;
  readonly steps: readonly StepProgress[];
  readonly outcome: readonly string[];
  readonly groups: Readonly<Record<string, GroupLabel>>;
  readonly answers: readonly AnswerView[];
  readonly missing: readonly { readonly label: string; readonly count: number }[];
  readonly mayAnswer: boolean;
  /** Why this person may not answer, in a sentence; null when they may. */
  readonly whyNot: string | null;
  readonly mayWithdraw: boolean;
  /** What is stored of it is damaged: it is shown as far as it can be, and nobody can answer it. */
  readonly unreadable: boolean;
  /** Whoever asked may have it planned anew: a draft goes up for approval by it. */
  readonly mayReplan: boolean;
  /** What whoever asked may say otherwise; null where nobody may, or this person did not ask. */
  readonly said: SaidView | null;
  readonly mayRollBack: boolean;
  /** It stopped half-way, and nobody has let it go on yet. */
  readonly mayResume: boolean;
  /** The number of the change that this one undoes, and of one that undoes this. */
  readonly rollsBack: number | null;
  readonly rolledBackBy: { readonly number: number; readonly isDone: boolean } | null;
  readonly startsAt: string | null;
  /** Approved, and not begun before a time that is still to come. */
  readonly startsLater: boolean;
  readonly version: number;
  readonly emergency: {
    readonly declaredBy: string;
    readonly endsAt: string;
    readonly reviewedBy: string | null;
    readonly note: string;
    readonly mayReview: boolean;
  } | null;
}

/** What a request about rules says, as far as it may be said otherwise. */
export interface SaidView {
  readonly kind: AskedRules["kind"];
  readonly removeRedundant: boolean;
  readonly acceptNoSshSource: boolean;
  readonly acceptQuotaGap: boolean;
  readonly mostNewInstances: number | null;
}

export const saidOf = (asked: AskedRules): SaidView => ({
  kind: asked.kind,
  removeRedundant: asked.kind === "match" && asked.removeRedundant,
  acceptNoSshSource: asked.acceptNoSshSource,
  acceptQuotaGap: asked.kind !== "roll-back" && asked.acceptQuotaGap,
  mostNewInstances: asked.mostNewInstances ?? null,
});

interface StoredStep {
  readonly ordinal: number;
  readonly operation: unknown;
  readonly state: string;
  readonly journal: readonly {
    readonly kind: string;
    readonly attempt: number;
    readonly createdAt: Date;
    readonly body: unknown;
  }[];
}

const noteSchema = z.looseObject({ sentence: z.string() });

const outcomeStepsSchema = z.looseObject({
  steps: z.array(z.looseObject({ ordinal: z.int(), sentence: z.string().nullable() })),
});

/** What the stored outcome says of each step, by ordinal. */
function outcomeNotes(outcome: unknown): ReadonlyMap<number, string | null> {
  const read = outcomeStepsSchema.safeParse(outcome);
  return new Map(read.success ? read.data.steps.map(({ ordinal, sentence }) => [ordinal, sentence]) : []);
}

/** The steps as the worker took them up, or as planned where it has not begun. */
export function stepsOfChange(
  plan: Plan,
  stored: readonly StoredStep[],
  outcome: unknown,
): readonly StepProgress[] {
  if (stored.length === 0) return plannedSteps(plan);
  const told = outcomeNotes(outcome);
  return stored.map((step, index) => {
    const last = step.journal.at(-1);
    const notes = step.journal.flatMap(({ body }) => {
      const note = noteSchema.safeParse(body);
      return note.success ? [note.data.sentence] : [];
    });
    return {
      ordinal: index + 1,
      operation: planStepSchema.parse(step.operation),
      state: step.state,
      attempts: Math.max(0, ...step.journal.map(({ attempt }) => attempt)),
      lastAt: last?.createdAt.toISOString() ?? null,
      note: told.get(step.ordinal) ?? (step.state === "waiting" ? null : (notes.at(-1) ?? null)),
    };
  });
}
