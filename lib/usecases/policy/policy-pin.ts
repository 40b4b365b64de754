import { createHash } from "node:crypto";
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import type { AskedPolicy } from "#lib/formats/policy/asked-policy.ts";

/** SHA-256 (hex) of what people approve: the policy, word for word, and the version that it is to replace. */
export const policyPin = ({ policy, version, yaml }: AskedPolicy): string =>
  createHash("sha256").update(canonicalJson({ policy, version, yaml }), "utf8").digest("hex");
