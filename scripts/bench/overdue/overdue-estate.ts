/** An account in which many grants stayed open while everything was down: their rules on EC2, and their rows. */
import { untilText } from "#lib/core/grant/grant-text.ts";
import type { EstateInput } from "#lib/sandbox/ec2/estate.ts";
import { APPLY_KEY, OBSERVE_KEY, sallyportRoles } from "#lib/sandbox/estate/demo-access.ts";
import type { Organisation } from "#lib/testing/organisation.ts";

/** EC2's usual quota is 60 rules a group. */
const IN_A_GROUP = 50;
const DAY_MS = 86_400_000;

export interface OverdueGrant {
  readonly number: number;
  readonly groupId: string;
  readonly cidr: string;
  readonly endsAt: Date;
}

const groupIdOf = (place: number): string => `sg-${place.toString(16).padStart(17, "0")}`;

/** Ended over the last three days, the oldest first, one after the other in each group. */
export function overdueGrants(count: number, now: number): readonly OverdueGrant[] {
  const groups = Math.ceil(count / IN_A_GROUP);
  return Array.from({ length: count }, (_, at) => ({
    number: at + 1,
    groupId: groupIdOf((at % groups) + 1),
    cidr: `10.77.${at >> 8}.${at & 255}/32`,
    endsAt: new Date(now - 3 * DAY_MS + Math.floor((at / count) * 2.9 * DAY_MS)),
  }));
}

/** With rules of the grants in its groups. */
export function overdueEstate(
  accountId: string,
  region: string,
  grants: readonly OverdueGrant[],
): EstateInput {
  const byGroup = Map.groupBy(grants, ({ groupId }) => groupId);
  return {
    accounts: [
      {
        id: accountId,
        name: "overdue",
        accessKeys: [OBSERVE_KEY, APPLY_KEY],
        roles: sallyportRoles(accountId),
        regions: [
          {
            name: region,
            vpcs: [{ id: "vpc-00000000000000001", cidrs: ["10.0.0.0/8"] }],
            groups: [...byGroup].map(([id, ofGroup]) => ({
              id,
              name: `door-${id}`,
              description: "A door",
              vpc: "vpc-00000000000000001",
              ingress: ofGroup.map(({ number, cidr, endsAt }) => ({
                ports: 22,
                cidr,
                description: `sallyport grant ${number} until ${untilText(endsAt)}`,
              })),
            })),
          },
        ],
      },
    ],
  };
}

/** The rows: a stack for each group, and each grant live though its time is over. */
export async function writeOverdue(org: Organisation, grants: readonly OverdueGrant[]): Promise<void> {
  const { owner, people } = org;
  const byGroup = [...Map.groupBy(grants, ({ groupId }) => groupId)];
  for (const [place, [groupId, ofGroup]] of byGroup.entries()) {
    const stack = await owner.stack.create({
      data: {
        name: `door-${place}`,
        scopeId: org.scope.id,
        vpcId: "vpc-00000000000000001",
        teamId: org.team.id,
        patternId: org.pattern.id,
        yaml: "",
        bindings: [{ tier: "ssh-admin", primaryGroupId: groupId, otherGroupIds: [] }],
        policy: {},
      },
    });
    const change = await owner.changeRequest.create({
      data: {
        kind: "grant",
        stackId: stack.id,
        requesterId: people.mara.personId,
        beneficiaryId: people.mara.personId,
        title: "Access that was given days ago",
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
        data: { name: `host ${number}`, kind: "ipv4", value: cidr, ownerId: people.mara.personId },
      });
      await owner.grant.create({
        data: {
          number,
          stackId: stack.id,
          sourceId: source.id,
          personId: people.mara.personId,
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
  await owner.$executeRaw`UPDATE "grant" SET state = 'live', opened_at = created_at`;
}
