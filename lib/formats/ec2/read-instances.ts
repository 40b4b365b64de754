import type { ObservedInstance } from "#lib/core/group/observation.ts";
import { fieldsOf, mapFields, optionalText, textOf, within } from "./shape.ts";
import { readTags } from "./tags.ts";

/** The instances of one `Reservation` of `DescribeInstances`. Throws `WrongShape`. */
export const readInstances = (raw: unknown): readonly ObservedInstance[] =>
  mapFields(fieldsOf(raw).Instances, "Instances", (instance) => ({
    instanceId: textOf(instance.InstanceId, "InstanceId"),
    state: within(instance.State, "State", (state) => optionalText(state.Name, "Name")) ?? "",
    instanceType: optionalText(instance.InstanceType, "InstanceType") ?? "",
    vpcId: optionalText(instance.VpcId, "VpcId"),
    subnetId: optionalText(instance.SubnetId, "SubnetId"),
    tags: readTags(instance.Tags),
  }));
