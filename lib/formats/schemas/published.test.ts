import { describe, expect, it } from "vitest";
import { printJsonSchema, publishedSchemas } from "./published.ts";

/** `vitest run lib/formats/schemas -u` writes them anew. */
describe("the served JSON Schemas are current", () => {
  it.each(Object.entries(publishedSchemas))("%s", async (name, schema) => {
    await expect(printJsonSchema(schema)).toMatchFileSnapshot(`../../../public/schemas/${name}`);
  });
});
