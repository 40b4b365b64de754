import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printTextProblem } from "../yaml/text-problem.ts";
import { printPatternYaml, readPatternYaml } from "./pattern-yaml.ts";

const builtIn = (name: string) => readFileSync(new URL(`../patterns/${name}.yaml`, import.meta.url), "utf8");

const problemsOf = (text: string): readonly string[] => {
  const read = readPatternYaml(text);
  return read.ok ? [] : read.problem.map(printTextProblem);
};

describe("built-in patterns", () => {
  it.each(["three-tier", "bastion"])("%s reads, and prints back to the same", (name) => {
    const read = readPatternYaml(builtIn(name));
    if (!read.ok) throw new Error(read.problem.map(printTextProblem).join("\n"));
    expect(read.value.name).toBe(name);
    expect(readPatternYaml(printPatternYaml(read.value))).toEqual(read);
  });

  it("three-tier opens ssh-admin to granted sources on tcp/22 only", () => {
    const read = readPatternYaml(builtIn("three-tier"));
    expect(read.ok && read.value.tiers.find((tier) => tier.role === "door")).toEqual({
      name: "ssh-admin",
      role: "door",
      ingress: {
        mode: "list",
        flows: [
          { peer: { kind: "granted-sources" }, services: [{ protocol: "tcp", fromPort: 22, toPort: 22 }] },
        ],
      },
      egress: { mode: "unmanaged" },
    });
  });
});

const around = (lines: string) => `name: p
version: 1
description: A pattern.
tiers:
  web:
    ingress:
${lines}
`;

describe("problems say where they are", () => {
  it.each([
    [
      "an unknown port word",
      "      - from: anyone\n        ports: [tcp/80, tcp/x]",
      /^8:25 tiers\.web\.ingress\[0\]\.ports\[1\]: A service looks like/,
    ],
    [
      "an unknown tier",
      "      - from: tier app\n        ports: [tcp/80]",
      /^7:15 .*There is no tier "app" here; there are: web\./,
    ],
    [
      "host bits",
      "      - from: 10.0.0.1/8\n        ports: [tcp/80]",
      /^7:15 .*Did you mean 10\.0\.0\.0\/8\?/,
    ],
    [
      "an unknown key",
      "      - from: anyone\n        ports: [all]\n        via: nat",
      /^9:9 .*"via" is not a known key/,
    ],
    ["ports backwards", "      - from: anyone\n        ports: [tcp/90-80]", /A service looks like/],
    ["the wrong side", "      - to: anyone\n        ports: [tcp/80]", /In ingress, write "from"/],
    [
      "granted sources into a workload",
      "      - from: granted sources\n        ports: [tcp/22]",
      /door or bastion/,
    ],
    ["a mapped address", '      - from: "::ffff:10.0.0.0/104"\n        ports: [all]', /IPv4/],
  ])("%s", (_, lines, expected) => {
    expect(problemsOf(around(lines)).join("\n")).toMatch(expected);
  });

  it("broken YAML, with its line", () => {
    expect(problemsOf("name: p\nversion: [1\n")[0]).toMatch(/^[23]:\d+ /);
  });

  it("a key written twice", () => {
    expect(problemsOf("name: p\nname: q\n")[0]).toMatch(/^2:1 .*unique/);
  });

  it("a missing part", () => {
    expect(problemsOf("name: p\nversion: 1\ndescription: d\n").join()).toMatch(/tiers: This is missing/);
  });

  it("an alias, which could hide what is meant", () => {
    expect(problemsOf("name: &a p\nversion: 1\ndescription: *a\ntiers: {}\n").length).toBeGreaterThan(0);
  });

  it("nothing at all", () => {
    expect(problemsOf("").length).toBeGreaterThan(0);
  });
});
