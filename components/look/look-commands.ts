/** What to run to get the files, for people to copy. Every one of them only reads. */
export interface LookCommand {
  readonly command: string;
  /** What is unknown without it; null for the one that nothing works without. */
  readonly without: string | null;
}

const describe = (what: string): string => `aws ec2 describe-${what} --output json > ${what}.json`;

export const LOOK_COMMANDS: readonly LookCommand[] = [
  { command: describe("security-groups"), without: null },
  { command: describe("network-interfaces"), without: "who carries which group" },
  { command: describe("instances"), without: "instances' names" },
  { command: describe("vpcs"), without: "which networks are yours" },
  { command: describe("subnets"), without: "the Region, where groups do not tell it" },
  { command: describe("vpc-peering-connections"), without: "whether references across VPCs hold" },
  { command: describe("managed-prefix-lists"), without: "what prefix lists are called" },
  {
    command:
      "aws ec2 get-managed-prefix-list-entries --prefix-list-id pl-… --output json > entries-pl-….json",
    without: "what a prefix list covers (its id must stand in the file's name)",
  },
  {
    command: describe("security-group-vpc-associations"),
    without: "groups that are shared between VPCs",
  },
];

const ALL = [
  "security-groups network-interfaces instances vpcs subnets",
  "vpc-peering-connections managed-prefix-lists security-group-vpc-associations",
] as const;

export const ALL_IN_SHELL = `mkdir look && cd look
for what in ${ALL.join(" \\\n    ")}; do
  aws ec2 describe-$what --output json > $what.json
done
for list in $(aws ec2 describe-managed-prefix-lists --query 'PrefixLists[].PrefixListId' --output text); do
  aws ec2 get-managed-prefix-list-entries --prefix-list-id $list --output json > entries-$list.json
done
zip ../look.zip *.json && cd ..`;

export const ALL_IN_POWERSHELL = `mkdir look; cd look
"${ALL.join(" ").split(" ").join('", "')}" |
  ForEach-Object { aws ec2 describe-$_ --output json > "$_.json" }
foreach ($list in (aws ec2 describe-managed-prefix-lists --query 'PrefixLists[].PrefixListId' --output text) -split '\\s+') {
  aws ec2 get-managed-prefix-list-entries --prefix-list-id $list --output json > "entries-$list.json"
}
Compress-Archive *.json ../look.zip; cd ..`;
