import type { FlowLine } from "#lib/core/net/flow-line.ts";
import type { InquiryAnswer } from "#lib/core/question/answer-inquiry.ts";

/** A rule an answer rests on, with what is known of it and what may be done about it. */
export interface ShownAnswerRule {
  readonly groupId: string;
  readonly ruleKey: string;
  readonly rule: FlowLine;
  readonly direction: "in" | "out";
  readonly plays: { readonly stackId: string; readonly stackName: string; readonly tier: string } | null;
  /** What the model says of it; null where no model does. */
  readonly verdict: string | null;
  readonly change: "remove" | "narrow" | null;
  readonly isDoor: boolean;
  readonly underWay: readonly { readonly number: number; readonly title: string }[];
}

export interface ShownAnswer {
  readonly answer: InquiryAnswer;
  readonly rules: readonly ShownAnswerRule[];
  /** ISO 8601 UTC: when what it rests on was seen. */
  readonly seenAt: string;
  readonly maySave: boolean;
}
