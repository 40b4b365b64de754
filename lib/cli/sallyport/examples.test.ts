import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "#lib/cli/sallyport/commands/all-commands.ts";
import { runWordsIn } from "#lib/testing/command/run-in.ts";
import { type ShopFiles, shopFiles } from "#lib/testing/command/shop-files.ts";

const README = readFileSync(new URL("README.md", import.meta.url), "utf8");

/** Every line of the documentation that runs the command. */
const documented = [...README.matchAll(/```(?:sh|yaml)\n([\s\S]*?)```/g)]
  .flatMap(([, block = ""]) => block.split("\n"))
  .map((line) => line.replace(/^\s+(?:run: )?/, ""))
  .filter((line) => /^(?:sallyport|aws .*\| sallyport|\(aws .*\| sallyport) /.test(line));

const ANSWERS: Readonly<Record<string, string>> = {
  "describe-security-groups": "groups.json",
  "describe-network-interfaces": "interfaces.json",
};

let shop: ShopFiles;
beforeAll(() => {
  shop = shopFiles();
});
afterAll(() => shop.remove());

/** What a shell would make of the line: words, what is piped in, and nothing of where the output goes. */
const shellWords = (line: string): string[] =>
  (line.replace(/ >>? .*$/, "").match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));

const run = (line: string) => {
  const at = line.indexOf("| sallyport ");
  const piped =
    at < 0 ? [] : [...line.slice(0, at).matchAll(/aws ec2 ([\w-]+)/g)].map(([, name = ""]) => name);
  const bytes = piped.map((name) => readFileSync(path.join(shop.folder, ANSWERS[name] ?? "unknown")));
  const [, ...words] = shellWords(at < 0 ? line : line.slice(at + 2));
  return runWordsIn(shop.folder, words, at < 0 ? {} : { readInput: async () => Buffer.concat(bytes) });
};

describe("what the documentation tells people to type", () => {
  it("is found", () => expect(documented.length).toBeGreaterThan(15));

  it.each(documented)("%s", async (line) => {
    const ended = await run(line);
    expect(ended.problems).toBe("");
    expect(ended.output).not.toBe("");
  });

  it.each(COMMANDS.flatMap(({ examples }) => examples))("--help: %s", async (line) => {
    const ended = await run(line.replace("proposed/", "by-help/"));
    expect(ended.problems).toBe("");
    expect(ended.output).not.toBe("");
  });

  it("names every command, and none that is not there", () => {
    const named = [...README.matchAll(/^\| `sallyport ([\w-]+)`/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  });
});
