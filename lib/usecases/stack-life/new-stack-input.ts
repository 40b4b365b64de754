import { z } from "zod";
import { standingSchema } from "#lib/formats/stack/stack-yaml.ts";
import { nameText } from "#lib/formats/yaml/texts.ts";
import { reasonText, requestKeyText } from "../change/plain-text.ts";

const memberSchema = z.strictObject({ interfaceId: z.string().max(255), tier: nameText });

/** A stack that is not there yet, as a form describes it. */
export const newStackInput = z.strictObject({
  name: nameText,
  patternId: z.uuid(),
  scopeId: z.uuid(),
  vpcId: z.string().max(255),
  teamId: z.uuid(),
  members: z.array(memberSchema).max(200),
  /** Where SSH may come from without an end. */
  standing: z.array(standingSchema).max(20),
});
export type NewStackWish = z.output<typeof newStackInput>;

export const proposeNewStackInput = z.strictObject({
  ...newStackInput.shape,
  reason: reasonText,
  requestKey: requestKeyText,
});
