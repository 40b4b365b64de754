import { describe, expect, it } from "vitest";
import { groupOf, interfaceOf, observationOf } from "#lib/core/testing/estate.ts";
import { catalogueContext } from "./catalogue-context.ts";
import { CATALOGUE } from "./manifest.ts";
import { runCatalogue } from "./run-catalogue.ts";

describe("the catalogue", () => {
  it("names each rule once, in kebab-case", () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
  });

  it("says the worst first, and what nobody can tell after what is sure", () => {
    const observation = observationOf({
      groups: [
        groupOf("sg-a", ["tcp 22 0.0.0.0/0", "tcp 80 sg-gone"]),
        groupOf("sg-b", [], { rulesKnown: false }),
      ],
      interfaces: [interfaceOf("eni-1", ["sg-a"], ["10.0.0.4/32"])],
    });
    const findings = runCatalogue(catalogueContext({ observation }));
    expect(findings[0]).toMatchObject({
      id: "world-open-admin-port/sg-a",
      severity: "critical",
      certainty: "sure",
    });
    const certain = findings.map(({ certainty }) => certainty);
    expect(certain).toStrictEqual([...certain].sort((a, b) => (a === b ? 0 : a === "sure" ? -1 : 1)));
    expect(JSON.parse(JSON.stringify(findings))).toStrictEqual(findings);
  });
});
