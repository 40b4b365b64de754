import { existsSync, readFileSync } from "node:fs";
import { readVerifier, type Verifier } from "#lib/adapters/signing/ed25519-key.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type GivenOptions, type OptionModel, valueGiven } from "../command-line/options.ts";
import type { InputProblem } from "../input/input-problem.ts";

export const KEY_OPTION: OptionModel = {
  name: "key",
  short: "k",
  value: "KEY",
  help: "The public key it must be signed with, or a file that holds it",
};

/** The key itself, or a file with nothing but it. */
export function keyGiven(given: GivenOptions): Result<Verifier, readonly InputProblem[]> {
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
