/** A small account as the AWS CLI prints it, and the model of the one application in it. The README uses these names. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleLog } from "./sample-log.ts";
import { samplePack } from "./sample-pack.ts";

const ACCOUNT = "111122223333";
const VPC = "vpc-0123456789abcdef0";
const group = (last: string): string => `sg-0123456789abcde${last}`;

const ids = {
  web: group("a1"),
  app: group("a2"),
  db: group("a3"),
  door: group("a4"),
  old: group("a5"),
} as const;

const STACK = `name: shop
account: "${ACCOUNT}"
region: eu-central-1
vpc: ${VPC}
team: Storefront
pattern: three-tier@1
tiers:
  web: ${ids.web}
  app: ${ids.app}
  db: ${ids.db}
  ssh-admin: ${ids.door}
standing:
  - name: Berlin office
    source: 198.51.100.0/24
    owner: casey.lindqvist@tidewater.example
    review: 2027-03-01
guardrails:
  - never: internet -> tier web tcp/23
`;

interface Permission {
  readonly port: number;
  readonly to?: number;
  readonly cidrs?: readonly string[];
  readonly cidrs6?: readonly string[];
  readonly groups?: readonly string[];
}

const permission = ({ port, to, cidrs = [], cidrs6 = [], groups = [] }: Permission) => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: to ?? port,
  IpRanges: cidrs.map((CidrIp) => ({ CidrIp, Description: "set up by hand" })),
  Ipv6Ranges: cidrs6.map((CidrIpv6) => ({ CidrIpv6 })),
  PrefixListIds: [],
  UserIdGroupPairs: groups.map((GroupId) => ({ GroupId, UserId: ACCOUNT })),
});

const everything = {
  IpProtocol: "-1",
  IpRanges: [{ CidrIp: "0.0.0.0/0" }],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
};

const securityGroup = (GroupId: string, GroupName: string, permissions: readonly Permission[]) => ({
  GroupId,
  GroupName,
  Description: `${GroupName} of the shop`,
  OwnerId: ACCOUNT,
  VpcId: VPC,
  IpPermissions: permissions.map(permission),
  IpPermissionsEgress: [everything],
});

const WEB: Permission[] = [
  { port: 80, cidrs: ["0.0.0.0/0"] },
  { port: 443, cidrs: ["0.0.0.0/0"] },
];
const DB: Permission[] = [{ port: 3306, groups: [ids.app] }];
const DOOR: Permission[] = [{ port: 22, cidrs: ["198.51.100.0/25", "198.51.100.128/25"] }];

const networkInterface = (at: number, groups: readonly string[]) => ({
  NetworkInterfaceId: `eni-0123456789abcde0${at}`,
  VpcId: VPC,
  SubnetId: "subnet-0123456789abcdef0",
  AvailabilityZone: "eu-central-1a",
  Description: "",
  InterfaceType: "interface",
  OwnerId: ACCOUNT,
  RequesterManaged: false,
  Status: "in-use",
  PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: `10.20.0.${at}` }],
  Ipv6Addresses: [],
  Groups: groups.map((GroupId) => ({ GroupId, GroupName: GroupId })),
  Attachment: { InstanceId: `i-0123456789abcde0${at}`, DeviceIndex: 0 },
  TagSet: [],
});

const vpcs = {
  Vpcs: [{ VpcId: VPC, OwnerId: ACCOUNT, IsDefault: false, CidrBlock: "10.20.0.0/16", Tags: [] }],
};

const groupsWith = (web: readonly Permission[], app: readonly Permission[]) => ({
  SecurityGroups: [
    securityGroup(ids.web, "shop-web", web),
    securityGroup(ids.app, "shop-app", app),
    securityGroup(ids.db, "shop-db", DB),
    securityGroup(ids.door, "shop-ssh-admin", DOOR),
  ],
});

const inLine = groupsWith(WEB, [{ port: 8080, groups: [ids.web] }]);
/** SSH of web is open to the whole Internet in two halves, and app is not open to web. A name would move the cursor. */
const outOfLine = {
  SecurityGroups: [
    ...groupsWith([...WEB, { port: 20, to: 25, cidrs: ["0.0.0.0/1", "128.0.0.0/1"] }], []).SecurityGroups,
    securityGroup(ids.old, "old \u001b[2J\u202e|@team[x](y)", [{ port: 22, cidrs: ["0.0.0.0/0"] }]),
  ],
};

const others = {
  interfaces: {
    NetworkInterfaces: [
      networkInterface(11, [ids.web, ids.door]),
      networkInterface(12, [ids.app, ids.door]),
      networkInterface(13, [ids.db, ids.door]),
    ],
  },
  vpcs,
  "prefix-lists": { PrefixLists: [] },
  peerings: { VpcPeeringConnections: [] },
  subnets: { Subnets: [] },
  instances: { Reservations: [] },
};

export interface ShopFiles {
  readonly folder: string;
  readonly ids: typeof ids;
  readonly remove: () => void;
}

/** `model/`, `groups.json` (out of line), `interfaces.json` and so on, here and in `ec2/`; `as-meant/` is the same account in line. */
export function shopFiles(): ShopFiles {
  const folder = mkdtempSync(path.join(tmpdir(), "sallyport-command-"));
  const write = (name: string, value: unknown) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(
      path.join(folder, name),
      typeof value === "string" ? value : JSON.stringify(value, null, 4),
    );
  };
  write("model/shop.yaml", STACK);
  write("groups.json", outOfLine);
  write("ec2/groups.json", outOfLine);
  write("as-meant/groups.json", inLine);
  for (const [name, value] of Object.entries(others)) {
    write(`${name}.json`, value);
    write(`ec2/${name}.json`, value);
    write(`as-meant/${name}.json`, value);
  }
  write("as-meant/volumes.json", { Volumes: [] });
  const { zip, key, origin, sign } = samplePack();
  const { log, before, checkpoints } = sampleLog(origin, sign);
  writeFileSync(path.join(folder, "review-3.zip"), zip);
  for (const [name, text] of Object.entries({ "log.jsonl": log, "log-before.jsonl": before }))
    write(name, text);
  write("checkpoints.txt", checkpoints);
  write("evidence.key", `${key}\n`);
  return { folder, ids, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
