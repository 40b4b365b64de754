/** Accounts with many doors, and with many grants that are open by them: their rules on EC2, and their rows. */

import { untilText } from "#lib/core/grant/grant-text.ts";
import { DEFAULT_POLICY } from "#lib/core/grant/policy.ts";
import type { EstateInput } from "#lib/sandbox/ec2/estate.ts";
import { APPLY_KEY, OBSERVE_KEY, sallyportRoles } from "#lib/sandbox/estate/demo-access.ts";
import type { Organisation } from "#lib/testing/organisation.ts";
import { asStoredJson } from "#lib/usecases/model/stored-json.ts";

/** EC2's usual quota is 60 rules a group. */
const IN_A_GROUP = 50;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One address and the group it is let in by, or will be. */
export interface Place {
  /** From 1. */
  readonly number: number;
  readonly accountId: string;
  readonly groupId: string;
  readonly cidr: string;
}

export interface OpenGrant extends Place {
  readonly endsAt: Date;
}

const vpcIdOf = (account: number): string => `vpc-${(account + 1).toString(16).padStart(17, "0")}`;
const groupIdOf = (account: number, group: number): string =>
  `sg-${(account * 0x1000 + group + 1).toString(16).padStart(17, "0")}`;

/** `count` of them, each of a public host (EC2 here is the sandbox), one after the other in each account, and in each account's groups. */
export function placesOf(accountIds: readonly string[], count: number): readonly Place[] {
  const groups = Math.ceil(count / accountIds.length / IN_A_GROUP);
  return Array.from({ length: count }, (_, at) => {
    const account = at % accountIds.length;
    const group = Math.floor(at / accountIds.length) % groups;
    return {
      number: at + 1,
      accountId: accountIds[account] ?? "",
      groupId: groupIdOf(account, group),
      cidr: `5.77.${at >> 8}.${at & 255}/32`,
    };
  });
}

const byGroup = <Each extends Place>(places: readonly Each[]): ReadonlyMap<string, readonly Each[]> =>
  Map.groupBy(places, ({ groupId }) => groupId);

/** The accounts with a group for each door; rules of what is open already. The first is home to Sallyport's keys. */
export function doorsEstate(
  region: string,
  places: readonly Place[],
  open: readonly OpenGrant[] = [],
): EstateInput {
  const rules = byGroup(open);
  const accounts = [...Map.groupBy(places, ({ accountId }) => accountId)];
  const home = accounts[0]?.[0] ?? "";
  return {
    accounts: accounts.map(([id, ofAccount], account) => ({
      id,
      name: `doors-${account}`,
      accessKeys: id === home ? [OBSERVE_KEY, APPLY_KEY] : [],
      roles: sallyportRoles(home),
      regions: [
        {
          name: region,
          vpcs: [{ id: vpcIdOf(account), cidrs: ["10.0.0.0/8"] }],
          groups: [...byGroup(ofAccount).keys()].map((groupId) => ({
            id: groupId,
            name: `door-${groupId}`,
            description: "A door",
            vpc: vpcIdOf(account),
            ingress: (rules.get(groupId) ?? []).map(({ number, cidr, endsAt }) => ({
              ports: 22,
              cidr,
              description: `sallyport grant ${number} until ${untilText(endsAt)}`,
            })),
          })),
        },
      ],
    })),
  };
}

/** The rows of the accounts, and a stack for each door: ids of the stacks by that of their group. */
export async function writeDoors(
  org: Organisation,
  places: readonly Place[],
): Promise<ReadonlyMap<string, string>> {
  const { owner, scope } = org;
  await owner.setting.create({
    data: { key: "policy", value: asStoredJson({ ...DEFAULT_POLICY, minSeconds: 1 }) },
  });
  const stacks = new Map<string, string>();
  for (const [account, [accountId, ofAccount]] of [
    ...Map.groupBy(places, (place) => place.accountId),
  ].entries()) {
    const where = { accountId, region: scope.region };
    const { id: scopeId } =
      (await owner.scope.findFirst({ where })) ??
      (await owner.scope.create({ data: { ...where, accountName: `doors-${account}` } }));
    for (const groupId of byGroup(ofAccount).keys()) {
      const { id } = await owner.stack.create({
        data: {
          name: `door-${stacks.size}`,
          scopeId,
          vpcId: vpcIdOf(account),
          teamId: org.team.id,
          patternId: org.pattern.id,
          yaml: "",
          bindings: [{ tier: "ssh-admin", primaryGroupId: groupId, otherGroupIds: [] }],
          policy: {},
        },
      });
      stacks.set(groupId, id);
    }
  }
  return stacks;
}

/** The rows of what is open: each grant is Mara's, and live, whether or not its time is over. */
export async function writeOpenGrants(
  { owner, people: { mara } }: Organisation,
  stacks: ReadonlyMap<string, string>,
  grants: readonly OpenGrant[],
): Promise<void> {
  for (const [groupId, ofGroup] of byGroup(grants)) {
    const stackId = stacks.get(groupId) ?? "";
    const change = await owner.changeRequest.create({
      data: {
        kind: "grant",
        stackId,
        requesterId: mara.personId,
        beneficiaryId: mara.personId,
        title: "Access that was given before",
        reason: "A bench",
        state: "open",
        plan: { steps: [] },
        pin: "0".repeat(64),
        effect: {},
        requirement: { parts: [{ label: "One cloud admin", count: 1, roles: ["cloud_admin"] }] },
        answerBy: new Date(Date.now() + DAY_MS),
      },
    });
    for (const { number, cidr, endsAt } of ofGroup) {
      const source = await owner.source.create({
        data: { name: `host ${number}`, kind: "ipv4", value: cidr, ownerId: mara.personId },
      });
      await owner.grant.create({
        data: {
          number,
          stackId,
          sourceId: source.id,
          personId: mara.personId,
          changeId: change.id,
          groupId,
          peer: cidr,
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          reason: "A bench",
          state: "asked",
          createdAt: new Date(endsAt.getTime() - DAY_MS),
          endsAt,
        },
      });
    }
  }
  await owner.$executeRaw`UPDATE "grant" SET state = 'live', opened_at = created_at WHERE state = 'asked'`;
}
