import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import type { AskedPolicy, AskedStackPolicy } from "#lib/formats/policy/asked-policy.ts";
import { contentHash } from "../observation/known-item.ts";

/** SHA-256 (hex) of what people approve: the policy, word for word, and the version that it is to replace. */
export const policyPin = ({ policy, version, yaml }: AskedPolicy): string =>
  contentHash(canonicalJson({ policy, version, yaml }));

/** The same of one stack's own policy, and of the team that it goes to. */
export const stackPolicyPin = (
  stackId: string,
  { policy, teamId, version, yaml }: AskedStackPolicy,
): string =>
  contentHash(canonicalJson({ stackId, policy, version, yaml, ...(teamId === undefined ? {} : { teamId }) }));
