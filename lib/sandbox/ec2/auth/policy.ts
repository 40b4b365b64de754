import { Refusal } from "../refusal.ts";
import { matchesWildcard } from "../wildcard.ts";
import type { Principal } from "./authenticate.ts";

/** IAM light: an action is allowed when a pattern of the principal's policy matches it. */
export function authorise(principal: Principal, action: string): void {
  const name = `${principal.service}:${action}`;
  // Real STS answers this to everybody, whatever their policy.
  if (name === "sts:GetCallerIdentity") return;
  if (principal.policy.some((pattern) => matchesWildcard(pattern, name))) return;
  const denied = `User: ${principal.arn} is not authorized to perform: ${name} because no identity-based policy allows the ${name} action`;
  // EC2-FACTS, "DryRun": not allowed is UnauthorizedOperation (403), with or without DryRun.
  if (principal.service === "ec2") {
    throw new Refusal(
      "UnauthorizedOperation",
      `You are not authorized to perform this operation. ${denied}`,
      403,
    );
  }
  throw principal.service === "sts"
    ? new Refusal("AccessDenied", denied, 403)
    : new Refusal("AccessDeniedException", denied, 400);
}
