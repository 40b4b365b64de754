import { existsSync, readFileSync } from "node:fs";
import { readVerifier, type Verifier } from "#lib/adapters/signing/ed25519-key.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type GivenOptions, valueGiven } from "../../command-line/options.ts";
import type { InputProblem } from "../../input/input-problem.ts";
import type { Command } from "../command.ts";
import { readPack } from "./read-pack.ts";
import { verifyPackReport } from "./verify-pack-answer.ts";
import { verifyPackDocument } from "./verify-pack-document.ts";

/** The key itself, or a file with nothing but it. */
function keyGiven(given: GivenOptions): Result<Verifier, readonly InputProblem[]> {
  const text = valueGiven(given, "key");
  const refused = (reason: string) => fail<readonly InputProblem[]>([{ file: "--key", place: null, reason }]);
  if (text === null) {
    return refused("Say with which key it must be signed: the one that Sallyport's Settings shows.");
  }
  const isFile = !text.includes("+") && existsSync(text);
  const verifier = readVerifier(isFile ? readFileSync(text, "utf8") : text);
  return verifier === null
    ? refused("This is no public key: it looks like NAME+12345678+BASE64, and its id must be its own.")
    : succeed(verifier);
}

export const verifyPackCommand: Command = {
  name: "verify-pack",
  summary: "verify the signed evidence of an access review, offline",
  usage: "--key KEY PACK",
  description: [
    "Says whether a pack (the .zip from the page of a review, or a folder with its files) is what Sallyport signed, and if not, which part of it was altered, removed or added: a row, a log entry, the PDF.",
    "The key is the one that Settings shows. A key that came with the pack proves nothing.",
  ],
  options: [
    {
      name: "key",
      short: "k",
      value: "KEY",
      help: "The public key it must be signed with, or a file that holds it",
    },
  ],
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
