/**
 * What Sallyport asks of IAM, for the two roles: the observer reads, the applier reads what it is about to change and
 * changes rules, their descriptions and tags, and the groups of interfaces, and makes and deletes groups. `GetCallerIdentity` needs no permission.
 */

const READ_GROUPS = [
  "DescribeSecurityGroups",
  "DescribeSecurityGroupRules",
  "DescribeNetworkInterfaces",
  "DescribeManagedPrefixLists",
  "GetManagedPrefixListEntries",
] as const;

const READ_ESTATE = [
  ...READ_GROUPS,
  "DescribeInstances",
  "DescribeSecurityGroupVpcAssociations",
  "DescribeSubnets",
  "DescribeVpcPeeringConnections",
  "DescribeVpcs",
] as const;

const CHANGE_RULES = [
  "AuthorizeSecurityGroupEgress",
  "AuthorizeSecurityGroupIngress",
  "ModifySecurityGroupRules",
  "RevokeSecurityGroupEgress",
  "RevokeSecurityGroupIngress",
  "UpdateSecurityGroupRuleDescriptionsEgress",
  "UpdateSecurityGroupRuleDescriptionsIngress",
] as const;

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface IamPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** The account's own limits: without them Amazon's defaults are assumed, and said to be. */
const READ_LIMITS = ["GetAWSDefaultServiceQuota", "GetServiceQuota"] as const;

const actions = (names: readonly string[]): string[] => names.map((name) => `ec2:${name}`).sort();
const policy = (...Statement: Statement[]): IamPolicy => ({ Version: "2012-10-17", Statement });

/** For the role of `read`: EC2 knows no narrower resource for describing than all. */
export const readPolicy = (): IamPolicy =>
  policy(
    { Sid: "ObserveEstate", Effect: "Allow", Action: actions(READ_ESTATE), Resource: "*" },
    {
      Sid: "ReadLimits",
      Effect: "Allow",
      Action: READ_LIMITS.map((name) => `servicequotas:${name}`),
      Resource: "*",
    },
    {
      // Who changed a rule outside, as far as CloudTrail tells. Without it everything else works.
      Sid: "TellWhoChangedRules",
      Effect: "Allow",
      Action: ["cloudtrail:LookupEvents"],
      Resource: "*",
    },
  );

/** For the role of `write`. Narrow the resources further where only some groups are Sallyport's. */
export const writePolicy = (): IamPolicy =>
  policy(
    { Sid: "ReadBeforeAndAfter", Effect: "Allow", Action: actions(READ_GROUPS), Resource: "*" },
    {
      Sid: "ChangeRules",
      Effect: "Allow",
      Action: actions(CHANGE_RULES),
      Resource: ["arn:aws:ec2:*:*:security-group/*", "arn:aws:ec2:*:*:security-group-rule/*"],
    },
    {
      Sid: "TagOwnRules",
      Effect: "Allow",
      Action: actions(["CreateTags"]),
      Resource: "arn:aws:ec2:*:*:security-group-rule/*",
      Condition: { "ForAllValues:StringLike": { "aws:TagKeys": ["sallyport:*"] } },
    },
    {
      // For new and retired stacks. Without these two statements everything else works.
      Sid: "MakeAndDeleteGroups",
      Effect: "Allow",
      Action: actions(["CreateSecurityGroup", "DeleteSecurityGroup"]),
      Resource: ["arn:aws:ec2:*:*:security-group/*", "arn:aws:ec2:*:*:vpc/*"],
    },
    {
      Sid: "TagNewGroups",
      Effect: "Allow",
      Action: actions(["CreateTags"]),
      Resource: "arn:aws:ec2:*:*:security-group/*",
      Condition: {
        StringEquals: { "ec2:CreateAction": ["CreateSecurityGroup"] },
        "ForAllValues:StringLike": { "aws:TagKeys": ["sallyport:*"] },
      },
    },
    {
      Sid: "PutInterfacesIntoGroups",
      Effect: "Allow",
      Action: actions(["ModifyNetworkInterfaceAttribute"]),
      Resource: [
        "arn:aws:ec2:*:*:network-interface/*",
        "arn:aws:ec2:*:*:security-group/*",
        "arn:aws:ec2:*:*:instance/*",
      ],
    },
  );

/** For the role of `npm run sweep`: it looks, and it revokes. */
export const sweepPolicy = (): IamPolicy =>
  policy(
    {
      Sid: "FindWhatIsOver",
      Effect: "Allow",
      Action: actions([
        "DescribeSecurityGroupRules",
        "DescribeSecurityGroups",
        "DescribeSecurityGroupVpcAssociations",
      ]),
      Resource: "*",
    },
    {
      Sid: "Revoke",
      Effect: "Allow",
      Action: actions(["RevokeSecurityGroupIngress"]),
      Resource: "arn:aws:ec2:*:*:security-group/*",
    },
  );
