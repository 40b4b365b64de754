/**
 * EC2 itself, over the wire, as an administrator of the account who knows nothing of Sallyport: what the rules
 * really are, and changes made behind Sallyport's back.
 */
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type IpPermission,
  paginateDescribeSecurityGroupRules,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { PROD_ADMIN_KEY, STAGING_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { FRANKFURT, VIRGINIA } from "#lib/sandbox/estate/demo-ids.ts";
import { sandboxUrl } from "./product.ts";

const places = {
  frankfurt: { region: FRANKFURT, key: PROD_ADMIN_KEY },
  virginia: { region: VIRGINIA, key: PROD_ADMIN_KEY },
  staging: { region: FRANKFURT, key: STAGING_ADMIN_KEY },
} as const;

/** An account and Region of the demo estate. */
export type Place = keyof typeof places;

const client = (place: Place): EC2Client => {
  const { region, key } = places[place];
  return new EC2Client({
    endpoint: sandboxUrl("ec2"),
    region,
    credentials: { accessKeyId: key.id, secretAccessKey: key.secret },
  });
};

const peerOf = (rule: SecurityGroupRule): string =>
  rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? "nobody";

const portsOf = ({ FromPort: from, ToPort: to }: SecurityGroupRule): string =>
  from === to ? `${from}` : `${from}-${to}`;

/** The rules that let something in, each as `tcp 22 from 203.0.113.7/32`, sorted. */
export async function openingsOf(place: Place, groupId: string): Promise<string[]> {
  const rules: string[] = [];
  const query = { Filters: [{ Name: "group-id", Values: [groupId] }] };
  for await (const page of paginateDescribeSecurityGroupRules({ client: client(place) }, query)) {
    for (const rule of page.SecurityGroupRules ?? []) {
      if (rule.IsEgress !== true) rules.push(`${rule.IpProtocol} ${portsOf(rule)} from ${peerOf(rule)}`);
    }
  }
  return rules.sort();
}

/** The groups whose names begin so, by name: their ids. */
export async function groupsNamed(place: Place, prefix: string): Promise<ReadonlyMap<string, string>> {
  const { SecurityGroups: groups = [] } = await client(place).send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: [`${prefix}*`] }] }),
  );
  return new Map(groups.map(({ GroupName: name = "", GroupId: id = "" }) => [name, id]));
}

/** What EC2 says is the description of the rule for SSH from `cidr`. */
export async function descriptionOfSsh(place: Place, groupId: string, cidr: string): Promise<string> {
  const { SecurityGroupRules: rules = [] } = await client(place).send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [groupId] }] }),
  );
  return rules.find((rule) => peerOf(rule) === cidr)?.Description ?? "";
}

/** One port, or from one to another. */
type Ports = number | readonly [number, number];

const tcp = (ports: Ports, cidrs: string | readonly string[], description?: string): IpPermission => {
  const [from, to] = typeof ports === "number" ? [ports, ports] : ports;
  const said = description === undefined ? {} : { Description: description };
  const ranges = (typeof cidrs === "string" ? [cidrs] : cidrs).map((cidr) => ({ CidrIp: cidr, ...said }));
  return { IpProtocol: "tcp", FromPort: from, ToPort: to, IpRanges: ranges };
};

/** Opens ports behind Sallyport's back, with a rule for each network. */
export async function openByHand(
  place: Place,
  groupId: string,
  ports: Ports,
  cidrs: string | readonly string[],
  description?: string,
): Promise<void> {
  const permission = { GroupId: groupId, IpPermissions: [tcp(ports, cidrs, description)] };
  await client(place).send(new AuthorizeSecurityGroupIngressCommand(permission));
}

/** Closes ports behind Sallyport's back: the rules that say just this. */
export async function closeByHand(
  place: Place,
  groupId: string,
  ports: Ports,
  cidrs: string | readonly string[],
): Promise<void> {
  const permission = { GroupId: groupId, IpPermissions: [tcp(ports, cidrs)] };
  await client(place).send(new RevokeSecurityGroupIngressCommand(permission));
}
