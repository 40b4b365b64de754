import { DEFAULT_POLICY } from "#lib/core/grant/policy.ts";
import { GROUP, VPC } from "#lib/sandbox/estate/demo-ids.ts";
import type { Organisation } from "#lib/testing/organisation.ts";
import { asStoredJson } from "#lib/usecases/model/stored-json.ts";

export const DOOR = GROUP.shopDoor;

/** The organisation's shop is the demo estate's, and grants may be as short as a test's patience. */
export async function bindDemoShop({ owner, stack }: Organisation): Promise<void> {
  const tier = (name: string, primaryGroupId: string) => ({ tier: name, primaryGroupId, otherGroupIds: [] });
  await owner.stack.update({
    where: { id: stack.id },
    data: {
      vpcId: VPC.shop,
      bindings: [
        tier("web", GROUP.shopWeb),
        tier("app", GROUP.shopApp),
        tier("db", GROUP.shopDb),
        tier("ssh-admin", DOOR),
      ],
    },
  });
  await owner.setting.create({
    data: { key: "policy", value: asStoredJson({ ...DEFAULT_POLICY, minSeconds: 1 }) },
  });
}
