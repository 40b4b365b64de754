import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { wordsOfRuleKey } from "#lib/core/group/rule-text.ts";
import { type CallOrigin, callOriginSchema } from "#lib/formats/cloudtrail/read-event.ts";
import type { Database } from "../ports.ts";
import { changeStateOf } from "../read/change-state-of.ts";

/** One rule that changed on EC2 without Sallyport. */
export interface DriftRow {
  readonly id: string;
  readonly groupId: string;
  readonly change: "appeared" | "gone";
  /** `tcp/22 from 10.0.0.0/8` */
  readonly rule: string;
  /** ISO 8601: between these two looks. */
  readonly afterAt: string;
  readonly foundAt: string;
  /** Null: nothing has been done about it yet. */
  readonly answer: "told" | "left" | "put-back" | null;
  /** Why nothing was done; empty otherwise. */
  readonly sentence: string;
  /** By whom, from where and when, as CloudTrail says; null where it says nothing. What it says, others wrote. */
  readonly origin: CallOrigin | null;
  /** The change that puts it back, or was to. */
  readonly putBack: { readonly number: number; readonly state: ChangeState } | null;
}

const answerOf = (text: string | null): DriftRow["answer"] =>
  text === "left" || text === "put-back" || text === null ? text : "told";

const DAYS = 14;
const ROWS = 20;

/** What was found lately about a stack, newest first. It is the caller who has checked that the actor may read. */
export async function recentDrift(db: Database, stackId: string): Promise<readonly DriftRow[]> {
  const rows = await db.drift.findMany({
    where: { stackId, foundAt: { gt: new Date(Date.now() - DAYS * 86_400_000) } },
    orderBy: { id: "desc" },
    take: ROWS,
    include: { putBack: { select: { number: true, state: true } } },
  });
  return rows.map(
    ({ id, groupId, change, ruleKey, afterAt, foundAt, answer, sentence, putBack, origin }) => ({
      id: id.toString(),
      groupId,
      change: change === "appeared" ? "appeared" : "gone",
      rule: wordsOfRuleKey(ruleKey),
      afterAt: afterAt.toISOString(),
      foundAt: foundAt.toISOString(),
      answer: answerOf(answer),
      sentence,
      origin: callOriginSchema.safeParse(origin).data ?? null,
      putBack: putBack === null ? null : { number: putBack.number, state: changeStateOf(putBack.state) },
    }),
  );
}
