/** Why something under review is not among what is reviewed now, which does not mean that nothing of it is open. */
import type { RuleStanding } from "./rule-standing.ts";

/** Times are ISO 8601 UTC. */
export type Missing =
  | { readonly kind: "ended"; readonly at: string }
  | { readonly kind: "ending" }
  | { readonly kind: "overdue"; readonly endsAt: string }
  | { readonly kind: "exception-over"; readonly at: string }
  | { readonly kind: "left-model"; readonly rule: RuleStanding }
  | { readonly kind: "unknown" };

const minute = (time: string): string => `${time.slice(0, 16).replace("T", " ")} UTC`;

const RULE_WORDS: Readonly<Record<RuleStanding, string>> = {
  stands: "but its rule still stands on EC2.",
  gone: "and the last look at EC2 shows no rule of it.",
  unknown: "and nobody can tell whether its rule still stands on EC2.",
};

/** Nothing is said to be shut but what Sallyport saw end. */
export function missingSentence(missing: Missing): string {
  switch (missing.kind) {
    case "ended":
      return `It ended at ${minute(missing.at)}: nothing of it is open any more.`;
    case "ending":
      return "It is being taken away and has not ended yet: its rule may still stand on EC2.";
    case "overdue":
      return `Its time was over at ${minute(missing.endsAt)}, and it was not taken away yet: its rule may still stand on EC2.`;
    case "exception-over":
      return `It was over at ${minute(missing.at)}: what it accepted is accepted by it no longer, and may still be open.`;
    case "left-model":
      return `The text of its stack names it no longer, ${RULE_WORDS[missing.rule]}`;
    case "unknown":
      return "Sallyport knows nothing of it any more, so nobody can tell whether anything of it is open.";
  }
}

/** What became of something revoked that no change was asked for at the closing, because it was not there to take away. */
export function unaskedSentence(missing: Missing, closedAt: string): string {
  switch (missing.kind) {
    case "ended":
      return missing.at <= closedAt
        ? `It ended at ${missing.at}, before the review was closed; nothing was left to take away.`
        : `It was being taken away when the review was closed, and ended at ${missing.at}.`;
    case "ending":
      return "It was being taken away when the review was closed, and has not ended yet: its rule may still stand on EC2.";
    case "exception-over":
      return `It was over at ${missing.at}, before the review was closed: it accepts its finding no longer.`;
    case "left-model":
      return `The text of its stack did not name it when the review was closed, ${RULE_WORDS[missing.rule]}`;
    case "overdue":
      return "It was being taken away when the review was closed, and is open still.";
    case "unknown":
      return missingSentence(missing);
  }
}

/** Whether nothing is left of it to take away, as far as anybody saw. */
export const isGone = (missing: Missing): boolean =>
  missing.kind === "ended" ||
  missing.kind === "exception-over" ||
  (missing.kind === "left-model" && missing.rule === "gone");

/** Of evidence without any change: why nothing was asked for. */
export function withoutChange({
  revoked,
  pending,
}: {
  readonly revoked: number;
  readonly pending: number;
}): string {
  if (revoked === 0) return "Nothing was revoked, so nothing had to be done.";
  return pending === 0
    ? "Nothing is left of what was revoked, and no change had to be asked for."
    : `No change had to be asked for at the closing, but ${pending} of the ${revoked} revoked may still be open. Its row says why.`;
}
