import { visibleLine, visibleLines } from "#lib/core/visible-text.ts";
import type { Transaction } from "../ports.ts";
import { linkLine } from "./notice-links.ts";

export const NOTICE_KINDS = [
  "approval-wanted",
  "emergency",
  "change-decided",
  "grant-opened",
  "grant-ending",
  "grant-ended",
  "change-failed",
  "exception-ending",
  "exception-ended",
  "review-given",
  "review-due",
  "review-question",
  "review-answered",
  "review-packed",
  "question-flipped",
  "safe-mode",
  "drift",
  "overdue",
  "erasure",
  "log-resumed",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface NoticeText {
  readonly kind: NoticeKind;
  /** What it is about, such as `change:<id>`: each person hears of one kind and subject once. */
  readonly about: string;
  readonly subject: string;
  readonly body: string;
  /** The page it is about. */
  readonly link?: `/${string}`;
  /** When to send it; at once when absent. */
  readonly sendAfter?: Date;
}

/** Leaves a message for each person, in the transaction that gives the reason. The notify role sends it. */
export async function notify(
  transaction: Transaction,
  personIds: Iterable<string>,
  text: NoticeText,
): Promise<void> {
  const { kind, about, subject, link, sendAfter } = text;
  const body = link === undefined ? text.body : `${text.body}\n\n${linkLine(link)}`;
  const data = [...new Set(personIds)].map((personId) => ({
    personId,
    kind,
    dedupeKey: `${kind}:${about}:${personId}`,
    subject: visibleLine(subject),
    body: visibleLines(body),
    ...(sendAfter ? { sendAfter } : {}),
  }));
  if (data.length > 0) await transaction.notice.createMany({ data, skipDuplicates: true });
}
