import { fail, succeed } from "#lib/core/result.ts";
import type { Command } from "../command.ts";
import { KEY_OPTION, keyGiven } from "../given-key.ts";
import { readPack } from "./read-pack.ts";
import { verifyPackReport } from "./verify-pack-answer.ts";
import { verifyPackDocument } from "./verify-pack-document.ts";

export const verifyPackCommand: Command = {
  name: "verify-pack",
  summary: "verify the signed evidence of an access review, offline",
  usage: "--key KEY PACK",
  description: [
    "Says whether a pack (the .zip from the page of a review, or a folder with its files) is what Sallyport signed, and if not, which part of it was altered, removed or added: a row, a log entry, the PDF.",
    "The key is the one that Settings shows. A key that came with the pack proves nothing.",
  ],
  options: [KEY_OPTION],
  examples: ["sallyport verify-pack review-3.zip --key evidence.key"],
  run: async (given) => {
    const key = keyGiven(given);
    if (!key.ok) return key;
    if (given.positionals.length === 0) {
      return fail([{ file: "verify-pack", place: null, reason: "Name a pack: review-3.zip, or a folder." }]);
    }
    const files = readPack(given.positionals);
    if (!files.ok) return files;
    const report = verifyPackReport(files.value, key.value);
    return succeed({
      report,
      document: verifyPackDocument(report, key.value.text),
      estate: null,
      models: [],
    });
  },
};
