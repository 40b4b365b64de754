import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "#lib/core/grant/policy.ts";
import { printPolicyYaml, readPolicyYaml } from "./policy-yaml.ts";
import { readStoredOverrides, readStoredPolicy } from "./stored-policy.ts";

describe("a policy", () => {
  it("prints to YAML and reads back the same, and is stored as it is", () => {
    const policy = {
      ...DEFAULT_POLICY,
      minSeconds: 5,
      networks: [{ name: "Offices", cidr: "198.51.100.0/22" }],
      answers: { ...DEFAULT_POLICY.answers, grantForOther: "one-suffices" as const },
    };
    expect(readPolicyYaml(printPolicyYaml(policy))).toEqual({ ok: true, value: policy });
    expect(readStoredPolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });

  it("leaves what is not written to the default", () => {
    expect(readPolicyYaml("times: { longest: 4h }")).toEqual({
      ok: true,
      value: { ...DEFAULT_POLICY, maxSeconds: 14_400 },
    });
  });

  it("refuses times that contradict each other, where they stand", () => {
    const read = readPolicyYaml("times:\n  shortest: 2h\n  longest: 1h\n");
    expect(read.ok ? [] : read.problem).toMatchObject([{ line: 2, column: 13, path: "times.shortest" }]);
  });

  it("is not read from a stored value of another shape", () => {
    expect(() => readStoredPolicy({ ...DEFAULT_POLICY, approvals: 0 })).toThrow();
    expect(readStoredOverrides({ maxSeconds: 60 })).toEqual({ maxSeconds: 60 });
  });
});
