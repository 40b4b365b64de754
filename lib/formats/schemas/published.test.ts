import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jsonSchemaOf, publishedSchemas } from "./published.ts";

/** `WRITE_SCHEMAS=1 vitest run lib/formats/schemas` writes them anew. */
describe("the served JSON Schemas are current", () => {
  it.each(Object.entries(publishedSchemas))("%s", (name, schema) => {
    const file = new URL(`../../../public/schemas/${name}`, import.meta.url);
    const current = jsonSchemaOf(schema);
    if (process.env.WRITE_SCHEMAS) writeFileSync(file, `${JSON.stringify(current, null, 2)}\n`);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(current);
  });
});
