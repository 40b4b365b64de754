import { succeed } from "#lib/core/result.ts";
import { MODEL, STACK } from "../../command-line/shared-options.ts";
import { readWithModel } from "../../input/read-modelled.ts";
import type { Command } from "../command.ts";
import { compare, diffReport } from "./diff-answer.ts";
import { diffDocument } from "./diff-document.ts";

export const diffCommand: Command = {
  name: "diff",
  summary: "hold stacks against what EC2 said: the exact difference",
  usage: "--model PATH [OPTIONS] [FILE...]",
  description: [
    "Holds each stack of the model against the answers of aws ec2 describe commands, and says exactly what is missing, what is too much, and which packet proves it.",
    "Give describe-security-groups, and describe-network-interfaces to judge who carries which group.",
  ],
  options: [MODEL, STACK],
  examples: [
    "sallyport diff --model model/ groups.json interfaces.json",
    "aws ec2 describe-security-groups | sallyport diff --model model/ --stack shop --format json",
  ],
  run: async (given, around) => {
    const modelled = await readWithModel(given, around);
    if (!modelled.ok) return modelled;
    const { estate, stacks } = modelled.value;
    const report = diffReport(
      modelled.value,
      stacks.map((stack) => compare(stack, estate)),
    );
    return succeed({ report, document: diffDocument(report), estate, models: stacks });
  },
};
