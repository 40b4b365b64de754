/** The JSON Schemas of what people write, as served under /schemas/ for editors and the Settings pages. */
import { z } from "zod";
import { patternSchema } from "../pattern/pattern-yaml.ts";
import { policySchema } from "../policy/policy-yaml.ts";
import { stackSchema } from "../stack/stack-yaml.ts";

/** File name to schema. They describe the text, not what it is parsed into. */
export const publishedSchemas: Readonly<Record<string, z.ZodType>> = {
  "pattern.json": patternSchema,
  "policy.json": policySchema,
  "stack.json": stackSchema,
};

/** Plain JSON: a JSON Schema of draft 2020-12. */
export const jsonSchemaOf = (schema: z.ZodType): unknown =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: "input" })));
