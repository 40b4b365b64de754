import { z } from "zod";
import type { ObservedInstance } from "#lib/core/group/observation.ts";
import { tagsSchema } from "./tags.ts";

const reservationSchema = z.object({
  Instances: z
    .array(
      z.object({
        InstanceId: z.string(),
        State: z.object({ Name: z.string().nullish() }).nullish(),
        InstanceType: z.string().nullish(),
        VpcId: z.string().nullish(),
        SubnetId: z.string().nullish(),
        Tags: tagsSchema,
      }),
    )
    .nullish(),
});

/** The instances of one `Reservation` of `DescribeInstances`. Throws on another shape. */
export function readInstances(raw: unknown): readonly ObservedInstance[] {
  return (reservationSchema.parse(raw).Instances ?? []).map((instance) => ({
    instanceId: instance.InstanceId,
    state: instance.State?.Name ?? "",
    instanceType: instance.InstanceType ?? "",
    vpcId: instance.VpcId ?? null,
    subnetId: instance.SubnetId ?? null,
    tags: instance.Tags,
  }));
}
