import { expect, it } from "vitest";
import { askForPolicyInput } from "../policy/ask-for-policy.ts";
import { askForStackPolicyInput } from "../policy/ask-for-stack-policy.ts";
import { savePatternInput } from "./save-pattern.ts";
import { savePolicyInput } from "./save-policy.ts";
import { saveStackInput } from "./save-stack.ts";

it("says of a text that is too long how long one may be, wherever it is sent", () => {
  const inputs = [
    askForPolicyInput,
    askForStackPolicyInput,
    savePatternInput,
    savePolicyInput,
    saveStackInput,
  ];
  for (const input of inputs) {
    expect(input.shape.yaml.safeParse("#".repeat(200_000)).success).toBe(true);
    const long = input.shape.yaml.safeParse("#".repeat(200_001));
    expect(long.error?.issues.map(({ message }) => message)).toEqual([
      "This text is too long: 200,000 characters at most.",
    ]);
  }
});
