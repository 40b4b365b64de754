import type { ObservedGroup, ObservedInterface, Tags } from "#lib/core/group/observation.ts";
import { groupOf, interfaceOf, observationOf } from "#lib/core/testing/estate.ts";
import type { EstateReading } from "#lib/usecases/observation/estate-reader.ts";
import { beginObservation, recordObservation } from "#lib/usecases/observation/record-observation.ts";
import type { Organisation } from "./organisation.ts";

const VPC = "vpc-0a1b2c3d4e5f60718";

/** The groups that play the shop's tiers. */
export const SHOP = {
  web: "sg-0123456789abcdef1",
  app: "sg-0123456789abcdef2",
  db: "sg-0123456789abcdef3",
  ssh: "sg-0123456789abcdef0",
} as const;

/** The shop as it is meant to be. */
export const SHOP_IN_LINE: Readonly<Record<keyof typeof SHOP, readonly string[]>> = {
  web: ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"],
  app: [`tcp 8080 ${SHOP.web}`],
  db: [`tcp 3306 ${SHOP.app}`],
  ssh: [],
};

/** Binds the shop's four tiers. */
export async function bindShop(organisation: Organisation): Promise<void> {
  const bindings = [
    { tier: "web", primaryGroupId: SHOP.web, otherGroupIds: [] },
    { tier: "app", primaryGroupId: SHOP.app, otherGroupIds: [] },
    { tier: "db", primaryGroupId: SHOP.db, otherGroupIds: [] },
    { tier: "ssh-admin", primaryGroupId: SHOP.ssh, otherGroupIds: [] },
  ];
  await organisation.owner.stack.update({ where: { id: organisation.stack.id }, data: { bindings } });
}

/** Records a look at the shop's account, as the worker would, with these rules in its groups. */
export async function observeShop(
  organisation: Organisation,
  rules: Partial<Record<keyof typeof SHOP, readonly string[]>> = {},
  interfaces: readonly ObservedInterface[] = [
    interfaceOf("eni-web", [SHOP.web, SHOP.ssh], ["10.0.1.1/32"], { vpcId: VPC }),
    interfaceOf("eni-app", [SHOP.app, SHOP.ssh], ["10.0.2.1/32"], { vpcId: VPC }),
  ],
  doorTags: Tags = {},
): Promise<void> {
  const groups = Object.entries({ ...SHOP_IN_LINE, ...rules }).map(
    ([tier, texts]): ObservedGroup =>
      groupOf(SHOP[tier as keyof typeof SHOP], texts, {
        vpcId: VPC,
        name: `shop-${tier}`,
        tags: tier === "ssh" ? doorTags : {},
      }),
  );
  const { vpcs } = observationOf({});
  const whole = <Item>(items: readonly Item[]) => ({ items, complete: true, problem: null });
  const reading: EstateReading = {
    vpcs: whole(vpcs.map((vpc) => ({ ...vpc, vpcId: VPC }))),
    subnets: whole([]),
    peerings: whole([]),
    groups: whole(groups),
    interfaces: whole(interfaces),
    instances: whole([]),
    prefixLists: whole([]),
  };
  const look = await beginObservation(organisation.worker, organisation.scope.id, null);
  if (!(await recordObservation(organisation.worker, look, reading, {}))) throw new Error("Not recorded.");
}
