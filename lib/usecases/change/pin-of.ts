import { createHash } from "node:crypto";
import { pinText } from "#lib/core/plan/pin.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** SHA-256 (hex) of what people approve. */
export const pinOf = (plan: Plan): string => createHash("sha256").update(pinText(plan), "utf8").digest("hex");
