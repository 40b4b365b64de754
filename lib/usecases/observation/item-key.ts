import type { ObservedPart } from "#lib/core/group/observation.ts";
import type { ItemOfPart } from "./estate-reader.ts";

const ID_OF: { readonly [Part in ObservedPart]: (item: ItemOfPart[Part]) => string } = {
  vpcs: (item) => item.vpcId,
  subnets: (item) => item.subnetId,
  peerings: (item) => item.peeringId,
  groups: (item) => item.groupId,
  interfaces: (item) => item.interfaceId,
  instances: (item) => item.instanceId,
  prefixLists: (item) => item.prefixListId,
};

/** The id that EC2 knows an observed thing by. */
export const itemId = <Part extends ObservedPart>(part: Part, item: ItemOfPart[Part]): string =>
  ID_OF[part](item);
