/**
 * An event of CloudTrail's history about rules of a group: who called, from where, with what, and which rules the call
 * names. All of it is what others wrote, cut to a length and never more than text.
 */
import { z } from "zod";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { Direction, RulePeer } from "#lib/core/group/observation.ts";

const text = (most: number) => z.string().transform((given) => given.slice(0, most));

export const callOriginSchema = z.strictObject({
  /** `exact`: the call names this very rule. `likely`: the only caller who changed this group at that time. */
  certainty: z.enum(["exact", "likely"]),
  /** The name of the user, or of the session of a role. */
  who: text(200),
  arn: text(2_048),
  /** An address, or a service of Amazon's. */
  from: text(200),
  agent: text(300),
  event: text(100),
  eventId: text(100),
  at: z.iso.datetime(),
});
export type CallOrigin = z.output<typeof callOriginSchema>;

/** A call that changed a group. */
export interface TrailCall extends Omit<CallOrigin, "certainty"> {
  /** Rules that came or went by it, as far as it names them: `appeared KEY`, `gone KEY`. */
  readonly rules: readonly string[];
}

const CHANGES: Readonly<
  Record<string, { readonly change: "appeared" | "gone" | null; readonly direction: Direction | null }>
> = {
  AuthorizeSecurityGroupIngress: { change: "appeared", direction: "ingress" },
  AuthorizeSecurityGroupEgress: { change: "appeared", direction: "egress" },
  RevokeSecurityGroupIngress: { change: "gone", direction: "ingress" },
  RevokeSecurityGroupEgress: { change: "gone", direction: "egress" },
  ModifySecurityGroupRules: { change: null, direction: null },
};

const items = <Item extends z.ZodType>(item: Item) =>
  z
    .object({ items: z.array(item).max(1_000).default([]) })
    .optional()
    .transform((list) => list?.items ?? []);

const permissionSchema = z.object({
  ipProtocol: z.string().max(20),
  fromPort: z.int().optional(),
  toPort: z.int().optional(),
  ipRanges: items(z.object({ cidrIp: z.string().max(50) })),
  ipv6Ranges: items(z.object({ cidrIpv6: z.string().max(60) })),
  prefixListIds: items(z.object({ prefixListId: z.string().max(50) })),
  groups: items(z.object({ groupId: z.string().max(50) })),
});

const recordSchema = z.object({
  userIdentity: z
    .object({ arn: z.string().optional(), userName: z.string().optional(), invokedBy: z.string().optional() })
    .default({}),
  eventSource: z.string(),
  sourceIPAddress: z.string().default(""),
  userAgent: z.string().default(""),
  errorCode: z.string().optional(),
  requestParameters: z.looseObject({ ipPermissions: z.unknown() }).nullish(),
});

const peersOf = (permission: z.output<typeof permissionSchema>): readonly RulePeer[] => [
  ...permission.ipRanges.map(({ cidrIp }): RulePeer => ({ kind: "ipv4", cidr: cidrIp })),
  ...permission.ipv6Ranges.map(({ cidrIpv6 }): RulePeer => ({ kind: "ipv6", cidr: cidrIpv6 })),
  ...permission.prefixListIds.map(({ prefixListId }): RulePeer => ({ kind: "prefix-list", prefixListId })),
  ...permission.groups.map(({ groupId }): RulePeer => ({ kind: "group", groupId })),
];

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
};

/** Null where it tells of no change of rules, or of one that EC2 refused, or cannot be read. */
export function readTrailEvent(event: {
  readonly EventId?: string | undefined;
  readonly EventName?: string | undefined;
  readonly EventTime?: Date | undefined;
  readonly Username?: string | undefined;
  readonly CloudTrailEvent?: string | undefined;
}): TrailCall | null {
  const { EventName = "", EventTime, Username, CloudTrailEvent = "" } = event;
  const kind = Object.hasOwn(CHANGES, EventName) ? CHANGES[EventName] : undefined;
  const record = recordSchema.safeParse(parsed(CloudTrailEvent)).data;
  if (kind === undefined || EventTime === undefined || record === undefined) return null;
  if (record.errorCode !== undefined || record.eventSource !== "ec2.amazonaws.com") return null;
  const { arn = "", userName, invokedBy } = record.userIdentity;
  const permissions = items(permissionSchema).safeParse(record.requestParameters?.ipPermissions).data ?? [];
  const { change, direction } = kind;
  const rules =
    change === null || direction === null
      ? []
      : permissions.flatMap((permission) =>
          peersOf(permission).map(
            (peer) =>
              `${change} ${ruleKey({
                direction,
                protocol: permission.ipProtocol,
                fromPort: permission.fromPort ?? null,
                toPort: permission.toPort ?? null,
                peer,
              })}`,
          ),
        );
  const cut = (given: string, most: number): string => given.slice(0, most);
  return {
    who: cut(Username ?? userName ?? invokedBy ?? arn, 200),
    arn: cut(arn, 2_048),
    from: cut(record.sourceIPAddress, 200),
    agent: cut(record.userAgent, 300),
    event: cut(EventName, 100),
    eventId: cut(event.EventId ?? "", 100),
    at: EventTime.toISOString(),
    rules,
  };
}

/**
 * Whose call it was that made a rule come or go, of the calls that changed its group at that time: the last one that
 * names the rule, else the last of the only caller. Null where several could have.
 */
export function originOf(
  change: "appeared" | "gone",
  key: string,
  calls: readonly TrailCall[],
): CallOrigin | null {
  const newestFirst = calls.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  const exact = newestFirst.find(({ rules }) => rules.includes(`${change} ${key}`));
  // One that names other rules alone has not done it.
  const vague = newestFirst.filter(({ rules }) => rules.length === 0);
  const only = new Set(vague.map(({ arn, who }) => `${arn} ${who}`)).size === 1 ? vague[0] : undefined;
  const call = exact ?? only;
  if (call === undefined) return null;
  const { rules: _, ...told } = call;
  return { certainty: exact === undefined ? "likely" : "exact", ...told };
}
