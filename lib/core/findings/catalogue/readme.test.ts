import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { controlText } from "./control.ts";
import { CATALOGUE } from "./manifest.ts";

const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
const lines = readme.split("\n");

describe("the page of rules", () => {
  it("lists every rule of the manifest, in its order, and no other", () => {
    const expected = CATALOGUE.map(
      ({ id, severity, title, needs, controls }) =>
        `| \`${id}\` | ${severity} | ${title} | ${needs} | ${controls.map(controlText).join("; ")} |`,
    );
    expect(lines.filter((line) => line.startsWith("| `"))).toStrictEqual(expected);
  });

  it("gives every CIS recommendation its number in each version", () => {
    const controls = CATALOGUE.flatMap((rule) => rule.controls).filter(
      ({ framework }) => framework === "CIS AWS Foundations",
    );
    const head = lines.find((line) => line.startsWith("| meaning |")) ?? "";
    const versions = head.split(" | ").slice(1).join(" | ").replace(/ \|$/, "").split(" | ");
    for (const { meaning, names } of controls) {
      const numbers = versions.map((version) => names[version] ?? "").join(" | ");
      expect(lines).toContain(`| ${meaning} | ${numbers} |`);
      for (const version of Object.keys(names)) expect(versions).toContain(version);
    }
  });
});
