/** The JSON Schemas of what people write and of what the command prints, as served under /schemas/. */
import { z } from "zod";
import { patternSchema } from "../pattern/pattern-yaml.ts";
import { policySchema } from "../policy/policy-yaml.ts";
import { reportSchema } from "../report/report.ts";
import { stackSchema } from "../stack/stack-yaml.ts";

/** File name to schema. They describe the text, not what it is parsed into. */
export const publishedSchemas: Readonly<Record<string, z.ZodType>> = {
  "pattern.json": patternSchema,
  "policy.json": policySchema,
  "report.json": reportSchema,
  "stack.json": stackSchema,
};

/** Plain JSON: a JSON Schema of draft 2020-12. */
export const jsonSchemaOf = (schema: z.ZodType): unknown =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: "input" })));
