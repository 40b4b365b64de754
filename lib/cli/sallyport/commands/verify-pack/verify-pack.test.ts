import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { zipPack } from "#lib/formats/evidence/zip-pack.ts";
import { runWordsIn } from "#lib/testing/command/run-in.ts";
import { samplePack } from "#lib/testing/command/sample-pack.ts";

const folder = mkdtempSync(path.join(tmpdir(), "sallyport-pack-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { pack, key, files } = samplePack();
const text = new TextDecoder().decode(files.json);
const utf8 = (value: string) => new TextEncoder().encode(value);

/** What the command says of a pack whose files were replaced; without the files that are null. */
async function verify(
  over: Partial<Record<"json" | "pdf" | "note", string | null>>,
  withKey = key,
): Promise<{ code: number; output: string; problems: string }> {
  const json = over.json === undefined ? files.json : utf8(over.json ?? "");
  const pdf = over.pdf === undefined ? files.pdf : utf8(over.pdf ?? "");
  const note = over.note === undefined ? files.note : (over.note ?? "");
  if (Object.values(over).includes(null)) {
    const some = mkdtempSync(path.join(folder, "some-"));
    if (over.json !== null) writeFileSync(path.join(some, "review-3.json"), json);
    if (over.pdf !== null) writeFileSync(path.join(some, "review-3.pdf"), pdf);
    if (over.note !== null) writeFileSync(path.join(some, "review-3.note"), note);
    return runWordsIn(folder, ["verify-pack", some, "--key", withKey]);
  }
  writeFileSync(path.join(folder, "pack.zip"), zipPack({ number: 3, json, pdf, note }));
  return runWordsIn(folder, ["verify-pack", "pack.zip", "--key", withKey]);
}
/** The pack with something of it changed, as somebody would who knows JSON. */
const changed = (change: (copy: typeof pack) => void): string => {
  const copy = structuredClone(pack);
  change(copy);
  return `${JSON.stringify(copy, null, 2)}\n`;
};
const first = <Item>(items: readonly Item[]): Item => {
  const [item] = items;
  if (item === undefined) throw new Error("There is nothing.");
  return item;
};

describe("a pack", () => {
  it("is verified when nothing of it was touched, with the key as text or in a file", async () => {
    const ended = await verify({});
    expect(ended).toMatchObject({ code: 0, problems: "" });
    expect(ended.output).toContain("Verified.");
    expect(ended.output).toContain("Access review 3, edition 1");
    writeFileSync(path.join(folder, "key"), `${key}\n`);
    expect(await verify({}, "key")).toMatchObject({ code: 0 });
  });

  it.each<[string, string, string]>([
    [
      "a decision",
      changed((copy) => Object.assign(first(copy.rows).decision ?? {}, { by: "Nobody" })),
      "Row 1 was altered.",
    ],
    ["a row that is gone", changed((copy) => copy.rows.pop()), "Row 2 was removed."],
    [
      "a row too many",
      changed((copy) => copy.rows.push({ ...first(copy.rows), row: 3 })),
      "Row 3 was added: it was not signed.",
    ],
    [
      "the population",
      changed((copy) => Object.assign(first(copy.population.counts), { all: 9 })),
      "Its population was altered.",
    ],
    [
      "an approval",
      changed((copy) => Object.assign(first(first(copy.changes).answers), { by: "Casey" })),
      "What it says of change 2 was altered.",
    ],
    [
      "a log entry",
      changed((copy) => Object.assign(first(copy.log), { entry: "{}" })),
      "The log entry at place 1 does not have the leaf hash beside it.",
    ],
    [
      "a proof",
      changed((copy) => Object.assign(first(copy.log), { proof: first(copy.log).proof?.slice(1) })),
      "The log that was signed has no such entry at place 1",
    ],
    [
      "the checkpoint",
      changed((copy) => Object.assign(copy, { checkpoint: copy.checkpoint?.replace("\n14\n", "\n15\n") })),
      "Its checkpoint of the log is missing, or not signed with this key.",
    ],
    ["the spaces alone", JSON.stringify(pack), "every part of it says what was signed"],
    ["everything", "nonsense", "review-3.json was altered: it is no evidence pack any more."],
  ])("says that %s was altered", async (_, json, sentence) => {
    expect(json).not.toBe(text);
    const { code, output } = await verify({ json });
    expect(code).toBe(1);
    expect(output.replace(/\s+/g, " ")).toContain(sentence);
    expect(output).toContain("Altered.");
  });

  it("says that the PDF was altered, and which file is missing", async () => {
    expect((await verify({ pdf: "%PDF another" })).output).toContain("review-3.pdf was altered");
    expect((await verify({ pdf: null })).output).toContain("review-3.pdf is missing");
    expect((await verify({ json: null })).output).toContain("review-3.json is missing");
    expect((await verify({ note: null })).output).toContain("The note with the signature is missing");
  });

  it("does not fall for another signature, key or note", async () => {
    const other = samplePack();
    expect((await verify({}, other.key)).output.replace(/\s+/g, " ")).toContain(
      "It is not signed with the key you gave",
    );
    expect((await verify({ note: other.files.note })).output).toContain("Not verified.");
    const forged = files.note.replace("edition 1", "edition 2");
    expect((await verify({ note: forged })).output).toContain("The signature does not hold");
    expect((await verify({ note: "nonsense" })).output).toContain("no signed note");
  });

  it("is no pack when a zip holds a file twice: which one is read depends on the program", async () => {
    const { json, pdf, note } = files;
    const forged = utf8(changed((copy) => Object.assign(copy.review, { name: "Forged" })));
    const zip = Buffer.from(
      zipSync({
        "review-3.jsox": forged,
        "review-3.json": json,
        "review-3.pdf": pdf,
        "review-3.note": utf8(note),
      }),
    );
    const twice = Buffer.from(zip.toString("latin1").replaceAll("review-3.jsox", "review-3.json"), "latin1");
    writeFileSync(path.join(folder, "twice.zip"), twice);
    expect(await runWordsIn(folder, ["verify-pack", "twice.zip", "--key", key])).toMatchObject({
      code: 2,
      problems: expect.stringContaining("more than once"),
    });
  });

  it("says what it needs", async () => {
    const run = (...words: string[]) => runWordsIn(folder, ["verify-pack", ...words]);
    expect(await run("pack.zip")).toMatchObject({ code: 2, problems: expect.stringContaining("--key") });
    expect(await run("--key", key)).toMatchObject({ code: 2 });
    expect(await run("absent.zip", "--key", key)).toMatchObject({
      code: 2,
      problems: expect.stringContaining("no such file"),
    });
    expect(await run("pack.zip", "--key", "nonsense")).toMatchObject({ code: 2 });
    writeFileSync(path.join(folder, "broken.zip"), "PK nonsense");
    expect(await run("broken.zip", "--key", key)).toMatchObject({
      code: 2,
      problems: expect.stringContaining("no zip"),
    });
  });
});
