import { describe, expect, it } from "vitest";
import { printTextProblem } from "../yaml/text-problem.ts";
import { printStackYaml, readStackYaml } from "./stack-yaml.ts";

const SHOP = `name: shop
account: "111122223333"
region: eu-central-1
vpc: vpc-0123456789abcdef0
team: Storefront
pattern: three-tier@1
tiers:
  web: sg-0123456789abcdef0
  app:
    primary: sg-0123456789abcdef1
    others: [sg-0123456789abcdef2]
  db: sg-0123456789abcdef3
  ssh-admin: sg-0123456789abcdef4
standing:
  - name: Berlin office
    source: 198.51.100.0/24
    owner: casey.lindqvist@tidewater.example
    review: 2027-03-01
policy:
  times: { longest: 8h }
  answers: { grant: cloud-admin-or-team-lead }
`;

const problemsOf = (text: string) => {
  const read = readStackYaml(text);
  return read.ok ? "" : read.problem.map(printTextProblem).join("\n");
};

describe("a stack as YAML", () => {
  it("reads, and prints back to the same", () => {
    const read = readStackYaml(SHOP);
    if (!read.ok) throw new Error(problemsOf(SHOP));
    expect(read.value).toMatchObject({
      pattern: { name: "three-tier", version: 1 },
      policy: { maxSeconds: 28_800, answers: { grant: "cloud-admin-or-team-lead" } },
      standing: [{ peer: { kind: "cidr", cidr: "198.51.100.0/24" }, review: "2027-03-01" }],
    });
    expect(readStackYaml(printStackYaml(read.value))).toEqual(read);
  });

  it.each([
    [
      "an account id that YAML reads as a number",
      ['"111122223333"', "111122223333"],
      /^2:10 account: .*quotes/,
    ],
    [
      "a group in two tiers",
      ["sg-0123456789abcdef3", "sg-0123456789abcdef2"],
      /^12:7 tiers\.db: .*already plays app/,
    ],
    ["a malformed group", ["sg-0123456789abcdef3", "sg-nope"], /^12:7 tiers\.db/],
    [
      "anyone as a standing source",
      ["198.51.100.0/24", "anyone"],
      /^16:13 standing\[0\]\.source: A standing source/,
    ],
    ["a time without a unit", ["longest: 8h", "longest: 8"], /^20:21 policy\.times\.longest/],
    ["a review date that is none", ["2027-03-01", "2027-02-30"], /review date/],
  ] as const)("%s is refused at its place", (_, [before, after], expected) => {
    expect(problemsOf(SHOP.replace(before, after))).toMatch(expected);
  });
});
