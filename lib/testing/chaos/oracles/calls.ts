/** EC2's own words in its request log, in the terms of the journal. Written apart from what sends the requests. */
import { z } from "zod";
import type { RequestEntry } from "#lib/sandbox/ec2/request-log.ts";
import type { Evidence } from "./evidence.ts";

const permission = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string() })).optional(),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string() })).optional(),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string() })).optional(),
  UserIdGroupPairs: z.array(z.object({ GroupId: z.string() })).optional(),
});

const ruleRequest = z.object({ GroupId: z.string(), IpPermissions: z.array(permission).min(1).max(1) });
const tagRequest = z.object({ Resources: z.array(z.string()).min(1).max(1) });

const VERBS: Readonly<Record<string, string>> = {
  AuthorizeSecurityGroupIngress: "authorize ingress",
  AuthorizeSecurityGroupEgress: "authorize egress",
  RevokeSecurityGroupIngress: "revoke ingress",
  RevokeSecurityGroupEgress: "revoke egress",
  UpdateSecurityGroupRuleDescriptionsIngress: "describe ingress",
  UpdateSecurityGroupRuleDescriptionsEgress: "describe egress",
};

/** What one changing request is about: `authorize` and the rule; null when EC2 could not even read it. */
export interface CallOnEc2 {
  readonly verb: string;
  readonly target: string;
}

export function callOnEc2({ action, parameters }: RequestEntry): CallOnEc2 | null {
  if (parameters === undefined || parameters === null) return null;
  if (action === "CreateTags")
    return { verb: "tag", target: tagRequest.parse(parameters).Resources[0] ?? "" };
  const [verb, direction] = VERBS[action]?.split(" ") ?? [];
  if (verb === undefined) throw new Error(`No oracle knows what ${action} is about.`);
  const { GroupId, IpPermissions } = ruleRequest.parse(parameters);
  const [of] = IpPermissions;
  const peer =
    of?.IpRanges?.[0]?.CidrIp ??
    of?.Ipv6Ranges?.[0]?.CidrIpv6 ??
    of?.PrefixListIds?.[0]?.PrefixListId ??
    of?.UserIdGroupPairs?.[0]?.GroupId;
  const ports =
    of?.IpProtocol === "-1" || of?.FromPort === undefined ? "*" : `${of.FromPort}:${of.ToPort ?? "*"}`;
  return { verb, target: `${GroupId} ${direction} ${of?.IpProtocol} ${ports} ${peer}` };
}

const intentBody = z.object({
  action: z.string(),
  target: z.string(),
  request: z.object({ kind: z.string(), ruleId: z.string().optional() }),
});

const KINDS: Readonly<Record<string, string>> = {
  authorize: "authorize",
  revoke: "revoke",
  "write-description": "describe",
  "write-tags": "tag",
};

/** The same of an intent. */
export function callOfIntent(body: unknown): CallOnEc2 {
  const { target, request } = intentBody.parse(body);
  const verb = KINDS[request.kind];
  if (verb === undefined) throw new Error(`No oracle knows what ${request.kind} is about.`);
  return { verb, target: verb === "tag" ? (request.ruleId ?? "") : target };
}

/** Sallyport's own role, and nobody else's key. */
export const isSallyports = ({ principal }: RequestEntry): boolean =>
  principal?.includes("SallyportApply") === true;

/** What a killed EC2 may have done without a word of it in its log: the effect is on its disk first, the log's line after. */
const UNLOGGED_MS = 3_000;
const DIES_WITHIN_MS = 500;

/**
 * The rules that a call was announced for so shortly before EC2 was killed that its log may not have it, or that somebody
 * with a console asked for just then, and heard nothing.
 */
export function rulesInDoubt({ steps, troubles, lostByHand }: Evidence): ReadonlySet<string> {
  const kills = troubles.filter(({ what }) => what === "kill sandbox").map(({ from }) => from);
  const intents = steps.flatMap(({ journal }) => journal.filter(({ kind }) => kind === "intent"));
  const announced = intents
    .filter(({ createdAt }) =>
      kills.some(
        (kill) => createdAt.getTime() < kill + DIES_WITHIN_MS && createdAt.getTime() > kill - UNLOGGED_MS,
      ),
    )
    .map(({ body }) => callOfIntent(body).target);
  const byHand = lostByHand
    .filter(({ from, until }) => kills.some((kill) => from < kill + DIES_WITHIN_MS && until >= kill))
    .map(({ target }) => target);
  return new Set([...announced, ...byHand]);
}
