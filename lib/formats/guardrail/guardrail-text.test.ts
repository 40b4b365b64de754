import { describe, expect, it } from "vitest";
import { guardrailText } from "#lib/core/guardrail/guardrail-text.ts";
import { printPatternYaml, readPatternYaml } from "../pattern/pattern-yaml.ts";
import { printStackYaml, readStackYaml } from "../stack/stack-yaml.ts";
import { printTextProblem } from "../yaml/text-problem.ts";

const PATTERN = `name: p
version: 1
description: A pattern.
tiers:
  web:
    ingress: []
  db:
    ingress: []
`;

const STACK = `name: shop
account: "111122223333"
region: eu-central-1
vpc: vpc-0123456789abcdef0
team: Shop
pattern: three-tier
tiers:
  web: sg-0123456789abcdef0
`;

const GUARDRAILS = `guardrails:
  - never: internet -> tier db
  - never: 10.0.0.0/8 -> tier db tcp/22
  - always: tier web -> tier db tcp/3306, tcp/5432
  - sources within: [198.51.100.0/24, "2001:db8::/32"]
    tier: web
    ports: [tcp/443]
`;

const TEXTS = [
  "never: internet -> tier db",
  "never: 10.0.0.0/8 -> tier db tcp/22",
  "always: tier web -> tier db tcp/3306, tcp/5432",
  "sources of tier web tcp/443 within 198.51.100.0/24, 2001:db8::/32",
];

describe("guardrails in a text", () => {
  it("of a pattern read, and print back to the same", () => {
    const read = readPatternYaml(PATTERN + GUARDRAILS);
    if (!read.ok) throw new Error(read.problem.map(printTextProblem).join("\n"));
    expect(read.value.guardrails?.map(guardrailText)).toEqual(TEXTS);
    expect(readPatternYaml(printPatternYaml(read.value))).toEqual(read);
  });

  it("of a stack read, and print back to the same", () => {
    const read = readStackYaml(STACK + GUARDRAILS);
    if (!read.ok) throw new Error(read.problem.map(printTextProblem).join("\n"));
    expect(read.value.guardrails?.map(guardrailText)).toEqual(TEXTS);
    expect(readStackYaml(printStackYaml(read.value))).toEqual(read);
  });

  it("may be left out", () => {
    const read = readPatternYaml(PATTERN);
    expect(read.ok && read.value.guardrails).toBeUndefined();
  });
});

describe("problems say where they are", () => {
  it.each([
    ["no arrow", "  - never: internet to tier db", /guardrails\[0\]\.never: A guardrail looks like/],
    ["an unknown tier", "  - never: internet -> tier cache", /There is no tier "cache" here/],
    ["an unknown tier as peer", "  - always: tier cache -> tier db", /There is no tier "cache" here/],
    ["everybody", "  - never: anyone -> tier db", /names "internet"/],
    ["a service nobody knows", "  - never: internet -> tier db tcp/x", /A service looks like/],
    ["host bits", "  - sources within: [10.0.0.1/8]\n    tier: db", /Did you mean 10\.0\.0\.0\/8\?/],
    ["another word", "  - sometimes: internet -> tier db", /guardrails\[0\]/],
  ])("%s", (_, lines, expected) => {
    const read = readPatternYaml(`${PATTERN}guardrails:\n${lines}\n`);
    expect(read.ok ? [] : read.problem.map(printTextProblem).join("\n")).toMatch(expected);
  });
});
