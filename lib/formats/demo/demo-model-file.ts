/** `demo-model.json`: what Sallyport itself knows on its first start beside the sandbox. */
import { z } from "zod";
import { accountText, cidrText, lineText } from "../yaml/texts.ts";

const role = z.union([
  z.strictObject({ role: z.enum(["cloud_admin", "ssh_admin", "security_reviewer"]) }),
  z.strictObject({ role: z.literal("team_lead"), team: lineText }),
]);

export const demoModelSchema = z.strictObject({
  organisation: lineText,
  issuer: z.url(),
  teams: z.array(lineText),
  people: z.array(
    z.strictObject({
      subject: z.string().min(1),
      name: lineText,
      email: z.email(),
      roles: z.array(role),
      disabled: z.boolean(),
      demoAddress: z.ipv4().nullable(),
    }),
  ),
  scopes: z.array(
    z.strictObject({ accountId: accountText, accountName: lineText, region: z.string().min(1) }),
  ),
  /** YAML texts, as people would write them. */
  patterns: z.array(z.string()),
  policy: z.string(),
  stacks: z.array(z.string()),
  sources: z.array(z.strictObject({ name: lineText, cidr: cidrText, ownerEmail: z.email() })),
});
export type DemoModelFile = z.output<typeof demoModelSchema>;

/** Throws when the text is not a demo model. */
export const readDemoModel = (text: string): DemoModelFile => demoModelSchema.parse(JSON.parse(text));
