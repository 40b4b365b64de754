import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import { succeed } from "#lib/core/result.ts";
import { LIMITS } from "../../command-line/limit-options.ts";
import { hasSwitch } from "../../command-line/options.ts";
import { MODEL, STACK } from "../../command-line/shared-options.ts";
import { readWithModel } from "../../input/read-modelled.ts";
import type { Command } from "../command.ts";
import { planReport, planStack } from "./plan-answer.ts";
import { planDocument } from "./plan-document.ts";

export const planCommand: Command = {
  name: "plan",
  summary: "the steps that make stacks match, in order, and what they do",
  usage: "--model PATH [OPTIONS] [FILE...]",
  description: [
    "Makes the ordered EC2 calls that bring each stack in line: first all that opens, then, by exact properties, all that closes. Says what becomes possible and impossible, and what happens to sessions that are open.",
    "Nothing is called: --commands prints the calls for the AWS CLI.",
  ],
  options: [
    MODEL,
    STACK,
    { name: "commands", help: "Print the same steps as aws commands, quoted for a POSIX shell" },
    { name: "remove-redundant", help: "Also remove rules that add nothing" },
    { name: "accept-no-ssh-source", help: "Plan although nobody could open SSH to the stack afterwards" },
    {
      name: "accept-quota-gap",
      help: "Where the quota leaves no room, let rules go before their replacements come",
    },
    ...LIMITS,
  ],
  examples: [
    "sallyport plan --model model/ groups.json interfaces.json",
    "sallyport plan --model model/ --stack shop --commands groups.json interfaces.json",
  ],
  run: async (given, around) => {
    const modelled = await readWithModel(given, around);
    if (!modelled.ok) return modelled;
    const { estate, stacks } = modelled.value;
    const options = {
      removeRedundant: hasSwitch(given, "remove-redundant"),
      acceptNoSshSource: hasSwitch(given, "accept-no-ssh-source"),
      acceptQuotaGap: hasSwitch(given, "accept-quota-gap"),
      limits: limitsInForce(estate.observation),
    };
    const report = planReport(
      modelled.value,
      stacks.map((stack) => planStack(stack, modelled.value, options)),
    );
    return succeed({
      report,
      document: planDocument(report, hasSwitch(given, "commands")),
      estate,
      models: stacks,
    });
  },
};
