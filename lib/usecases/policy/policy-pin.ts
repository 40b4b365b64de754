import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import type { AskedPolicy } from "#lib/formats/policy/asked-policy.ts";
import { contentHash } from "../observation/known-item.ts";

/** SHA-256 (hex) of what people approve: the policy, word for word, and the version that it is to replace. */
export const policyPin = ({ policy, version, yaml }: AskedPolicy): string =>
  contentHash(canonicalJson({ policy, version, yaml }));
