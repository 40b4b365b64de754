/**
 * Why something that was asked for is not done: an expected outcome, with a sentence for the person who asked.
 * `absent` also stands for what somebody may not see: the two look the same from outside.
 */
export type RefusalKind = "absent" | "forbidden" | "conflict" | "invalid";

export interface Refusal {
  readonly kind: RefusalKind;
  readonly sentence: string;
}

export const ABSENT: Refusal = { kind: "absent", sentence: "There is nothing here, or nothing for you." };

export const forbidden = (sentence: string): Refusal => ({ kind: "forbidden", sentence });
/** Somebody or something was faster, or the state is another than was read. */
export const conflict = (sentence: string): Refusal => ({ kind: "conflict", sentence });
export const invalid = (sentence: string): Refusal => ({ kind: "invalid", sentence });
