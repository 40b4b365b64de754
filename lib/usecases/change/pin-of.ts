import { pinText } from "#lib/core/plan/pin.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { contentHash } from "../observation/known-item.ts";

/** SHA-256 (hex) of what people approve. */
export const pinOf = (plan: Plan): string => contentHash(pinText(plan));
