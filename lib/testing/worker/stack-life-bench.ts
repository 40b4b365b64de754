/** What tests of new and retired stacks do on a bench, in the platform VPC, where no stack is yet. */
import { DescribeSecurityGroupsCommand } from "@aws-sdk/client-ec2";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { VPC } from "#lib/sandbox/estate/demo-ids.ts";
import { stackModels } from "#lib/usecases/read/stack-model.ts";
import { proposeNewStackInput } from "#lib/usecases/stack-life/new-stack-input.ts";
import { proposeNewStack } from "#lib/usecases/stack-life/propose-new-stack.ts";
import { proposeRetire, proposeRetireInput } from "#lib/usecases/stack-life/propose-retire.ts";
import type { Bench } from "./bench.ts";

type Members = readonly { readonly interfaceId: string; readonly tier: string }[];

export function stackLifeOn(bench: Bench) {
  const { org } = bench;
  const admin = bench.sandbox.ec2(PROD_ADMIN_KEY, org.scope.region);
  const changeRow = (id: string) => org.owner.changeRequest.findUniqueOrThrow({ where: { id } });
  const groups = async () => {
    const command = new DescribeSecurityGroupsCommand({
      Filters: [{ Name: "vpc-id", Values: [VPC.platform] }],
    });
    return (await admin.send(command)).SecurityGroups ?? [];
  };
  const wish = (name: string, members: Members = [], standing: readonly unknown[] = []) =>
    proposeNewStackInput.parse({
      name,
      patternId: org.pattern.id,
      scopeId: org.scope.id,
      vpcId: VPC.platform,
      teamId: org.team.id,
      members,
      standing,
      reason: "A new application",
    });
  return {
    /** Everybody else's way to EC2. */
    admin,
    /** All groups of the VPC, as EC2 tells them. */
    groups,
    groupsNamed: async (prefix: string) =>
      (await groups()).filter(({ GroupName }) => GroupName?.startsWith(prefix)),
    wish,
    changeRow,
    stackRow: (name: string) => org.owner.stack.findUniqueOrThrow({ where: { name } }),
    /** A stack in use, as the core knows it. */
    async stack(name: string) {
      const [found] = await stackModels(org.worker, name);
      return found?.stack ?? null;
    },
    async asked(name: string, members: Members = [], standing: readonly unknown[] = []) {
      const created = await proposeNewStack(org.deps, org.people.ruben, wish(name, members, standing));
      if (!created.ok) throw new Error(created.problem.sentence);
      return changeRow(created.value.id);
    },
    async askedToRetire(stackId: string | null) {
      const input = proposeRetireInput.parse({ stackId, replacementGroupId: null, reason: "Done" });
      const created = await proposeRetire(org.deps, org.people.ruben, input);
      if (!created.ok) throw new Error(created.problem.sentence);
      return changeRow(created.value.id);
    },
    /** The primary interface of an instance, by its name. */
    async interfaceOf(name: string): Promise<string> {
      const { instances, interfaces } = await bench.observe();
      const instance = instances.find(({ tags }) => tags.Name === name);
      const item = interfaces.find(
        (each) => each.instanceId === instance?.instanceId && each.deviceIndex === 0,
      );
      if (item === undefined) throw new Error(`There is no instance ${name}.`);
      return item.interfaceId;
    },
  };
}

export type StackLife = ReturnType<typeof stackLifeOn>;
