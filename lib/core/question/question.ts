/**
 * A question about reach as people ask it: who or what, in names that nobody has looked up yet. Its canonical text is
 * `print-question.ts`; reading that gives the same question again.
 */
import type { ServiceSet } from "#lib/core/net/service-set.ts";

/** How somebody names one end. */
export type Named =
  /** The address the one who asks comes from: "this laptop". */
  | { readonly kind: "here" }
  | { readonly kind: "internet" }
  /** Canonical; one address is its /32 or /128. */
  | { readonly kind: "cidr"; readonly cidr: string }
  | { readonly kind: "group"; readonly id: string }
  | { readonly kind: "instance"; readonly id: string }
  | { readonly kind: "interface"; readonly id: string }
  /** `stack`: null for that tier of every stack. */
  | { readonly kind: "tier"; readonly tier: string; readonly stack: string | null }
  /** Anything else: a tier, source, stack, group or instance of that name. Never empty. */
  | { readonly kind: "name"; readonly name: string };

export interface AskedHop {
  readonly to: Named;
  /** Never empty; all services where none were named. */
  readonly services: ServiceSet;
}

/** `at`: ISO 8601 UTC with milliseconds, as `Date` prints it; null for what was seen last. */
export type Question =
  /** Can `from` reach the last of the hops, each from where the one before arrived? Never without a hop. */
  | {
      readonly kind: "can";
      readonly from: Named;
      readonly hops: readonly AskedHop[];
      readonly at: string | null;
    }
  | { readonly kind: "who"; readonly to: Named; readonly services: ServiceSet; readonly at: string | null }
  | {
      readonly kind: "what";
      readonly from: Named;
      readonly services: ServiceSet;
      readonly at: string | null;
    };

/** Why a text is no question, in a sentence; and what to try instead, as questions or names. */
export interface QuestionProblem {
  readonly sentence: string;
  readonly instead: readonly string[];
}

export const EXAMPLES: readonly string[] = [
  "can 198.51.100.7 reach db:3306",
  "who can reach db:3306",
  "what can this laptop reach",
  "can internet reach web:443 then app:8080 then db:3306",
  "who could reach db:3306 on 3 March at 14:00",
];

/** Longer texts are no questions. */
export const QUESTION_LENGTH = 1_000;
