import { adopt } from "#lib/core/adopt/adopt.ts";
import { fail, succeed } from "#lib/core/result.ts";
import { proposedFiles } from "#lib/formats/adopt/proposed-files.ts";
import { valueGiven } from "../../command-line/options.ts";
import { readModelled } from "../../input/read-modelled.ts";
import type { Command } from "../command.ts";
import { adoptReport } from "./adopt-answer.ts";
import { adoptDocument } from "./adopt-document.ts";
import { writeFiles } from "./write-files.ts";

export const adoptCommand: Command = {
  name: "adopt",
  summary: "propose stacks and patterns for what exists and nobody has described",
  usage: "[--write DIRECTORY] [OPTIONS] [FILE...]",
  description: [
    "Proposes stacks and tiers from who references whom, which ports, names and tags, and which interfaces carry what, each with its evidence and a confidence. Where there are no tiers it says so.",
    "The patterns and stacks are YAML ready to keep: printed, or written with --write. Name the team in each stack, and look at what was left out.",
  ],
  options: [
    {
      name: "write",
      short: "w",
      value: "DIRECTORY",
      help: "Write the YAML files there; files that exist are never overwritten",
    },
  ],
  examples: [
    "sallyport adopt groups.json interfaces.json vpcs.json --region eu-central-1",
    "sallyport adopt --write proposed/ .",
  ],
  run: async (given, around) => {
    const modelled = await readModelled(given, around);
    if (!modelled.ok) return modelled;
    const { estate } = modelled.value;
    const { observation, index } = estate;
    const file = estate.texts.map((each) => each.file).join(", ");
    if (observation.accountId === "")
      return fail([{ file, place: null, reason: "It does not tell the account: give --account ID." }]);
    if (observation.region === "")
      return fail([{ file, place: null, reason: "It does not tell the Region: give --region NAME." }]);
    const adoption = adopt(observation, index);
    const files = proposedFiles(adoption, around.now);
    const folder = valueGiven(given, "write");
    if (folder !== null && files.length > 0) {
      const written = writeFiles(folder, files);
      if (!written.ok) return written;
    }
    const report = adoptReport(adoption, files, estate);
    return succeed({ report, document: adoptDocument(report, folder), estate, models: [] });
  },
};
