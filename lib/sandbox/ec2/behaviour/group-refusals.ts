import { isWellFormedId } from "../identifiers.ts";
import { Refusal } from "../refusal.ts";

/** EC2-FACTS, "unknown group": malformed and well-formed ids are refused differently. */
export function missingGroup(id: string): Refusal {
  return isWellFormedId("sg", id)
    ? new Refusal("InvalidGroup.NotFound", `The security group '${id}' does not exist`)
    : new Refusal("InvalidGroupId.Malformed", `Invalid id: "${id}" (expecting "sg-...")`);
}

/** EC2-FACTS, "reference to an unpeered VPC". */
export const differentNetworks = (): Refusal =>
  new Refusal("InvalidGroup.NotFound", "You have specified two resources that belong to different networks.");

export const notOwner = (): Refusal =>
  new Refusal("UnauthorizedOperation", "You are not authorized to perform this operation.", 403);
