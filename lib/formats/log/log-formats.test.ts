import { describe, expect, it } from "vitest";
import { printCheckpoint, readCheckpoint } from "./checkpoint.ts";
import { printConsistencyProof, readConsistencyProof } from "./consistency-proof.ts";
import { printExportLine, readExportLine } from "./export-line.ts";
import { printTlogProof, readTlogProof } from "./tlog-proof.ts";

/** The values of the example of https://c2sp.org/tlog-checkpoint. */
const BEHIND_THE_SOFA =
  "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

describe("a checkpoint", () => {
  it("is read and printed as the example of its specification", () => {
    const read = readCheckpoint(BEHIND_THE_SOFA);
    expect(read).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20852163 });
    expect(read === null ? null : printCheckpoint(read)).toBe(BEHIND_THE_SOFA);
  });

  it("passes over what other logs add, and takes nothing that is no checkpoint", () => {
    expect(readCheckpoint(`${BEHIND_THE_SOFA}more\n`)).toEqual(readCheckpoint(BEHIND_THE_SOFA));
    for (const text of [
      "",
      "\n",
      BEHIND_THE_SOFA.slice(0, -1),
      BEHIND_THE_SOFA.replace("20852163", "020852163"),
      BEHIND_THE_SOFA.replace("20852163", "-1"),
      BEHIND_THE_SOFA.replace("20852163", "99999999999999999"),
      BEHIND_THE_SOFA.replace("q2I=", "q2J="),
      BEHIND_THE_SOFA.replace("CsUY", ""),
      BEHIND_THE_SOFA.replace("example.com/behind-the-sofa", ""),
      `${BEHIND_THE_SOFA}\nmore\n`,
    ]) {
      expect(readCheckpoint(text)).toBeNull();
    }
  });
});

/** The values of the example of https://c2sp.org/tlog-proof; it leaves out most of its signatures. */
const HASHES = [
  "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=",
  "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=",
  "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=",
  "RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=",
  "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=",
];
const FANCY = "example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n";
const proof = (extra: string) =>
  `c2sp.org/tlog-proof@v1\n${extra}index 73894\n${HASHES.join("\n")}\n\n${FANCY}\n— example.com/fancylog hI2DJw==\n`;

describe("a proof of inclusion", () => {
  it.each(["", "extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\n"])(
    "is read and printed as the example of its specification (%j)",
    (extra) => {
      const read = readTlogProof(proof(extra));
      expect(read).toMatchObject({ index: 73894, checkpoint: expect.stringContaining(FANCY) });
      expect(read?.path.map((hash) => Buffer.from(hash).toString("base64"))).toEqual(HASHES);
      expect(read === null ? null : printTlogProof(read)).toBe(proof(extra));
    },
  );

  it("of a log of one entry has no hashes", () => {
    const text = `c2sp.org/tlog-proof@v1\nindex 0\n\n${FANCY}`;
    expect(readTlogProof(text)).toEqual({ extra: null, index: 0, path: [], checkpoint: FANCY });
  });

  it("is nothing that has another form", () => {
    for (const text of [
      "",
      proof("").replace("@v1", "@v2"),
      proof("").replace("index 73894\n", ""),
      proof("").replace("73894", "073894"),
      proof("").replace("index", "extra"),
      proof("extra ?\n"),
      proof("").replace(HASHES[0] ?? "", "AAAA"),
      proof("").replace("PlQ=", "PlR="),
      proof("").replaceAll("\n\n", "\n"),
    ]) {
      expect(readTlogProof(text)).toBeNull();
    }
  });
});

describe("a line of an export", () => {
  const leafHash = new Uint8Array(32).fill(0xab);
  const bytes = (text: string) => Buffer.from(text);
  const entry = '{"action":"stack.saved","details":{"name":"café \\u202e"},"id":"1"}';
  const line = `{"index":812,"leafHash":"${"ab".repeat(32)}","entry":${entry}}`;
  const read = (text: string) => {
    const found = readExportLine(bytes(text));
    return found === null ? null : { ...found, entry: new TextDecoder().decode(found.entry) };
  };

  it("holds the exact text that was hashed, and gives it back", () => {
    expect(printExportLine({ index: 812, leafHash, entry: bytes(entry), said: [] })).toBe(`${line}\n`);
    expect(read(line)).toMatchObject({ index: 812, entry });
  });

  it("may have been written anew by another program, as long as it says the same", () => {
    const { index, leafHash: hash, entry: value } = JSON.parse(line);
    const other = JSON.stringify({ entry: Object.fromEntries(Object.entries(value).reverse()), hash, index });
    expect(read(other.replace('"hash"', '"leafHash"'))).toMatchObject({
      index: 812,
      entry: entry.replace("\\u202e", "\u202e"),
    });
    expect(read(` ${line} `)).toMatchObject({ index: 812 });
  });

  it("shows bytes that are no entry as a text, and takes nothing that is no line", () => {
    const broken = printExportLine({ index: 1, leafHash, entry: bytes('{"a":\n1}'), said: [] }).trimEnd();
    expect(JSON.parse(broken).entry).toBe('{"a":\n1}');
    const said = { part: 'a"\n', salt: leafHash, clear: '{"name":\n"Mara"}' };
    const beside = printExportLine({ index: 1, leafHash, entry: bytes(entry), said: [said] });
    expect(beside.indexOf("\n")).toBe(beside.length - 1);
    expect(JSON.parse(beside).said).toEqual({ [said.part]: { salt: "ab".repeat(32), clear: said.clear } });
    for (const text of ["", "{}", "[]", "nonsense", line.slice(0, -2), line.replace("812", "-1")]) {
      expect(read(text)).toBeNull();
    }
  });
});

describe("a proof of consistency", () => {
  const text = (old: string) =>
    `old ${old}\n${HASHES.slice(0, 3).join("\n")}\n\n${FANCY}\n— example.com/fancylog hI2DJw==\n`;

  it("is read and printed as C2SP's tlog-witness has it", () => {
    const read = readConsistencyProof(text("20852014"));
    expect(read).toMatchObject({ old: 20852014, checkpoint: expect.stringContaining(FANCY) });
    expect(read === null ? null : printConsistencyProof(read)).toBe(text("20852014"));
    expect(readConsistencyProof(`old 0\n\n${FANCY}`)).toEqual({ old: 0, hashes: [], checkpoint: FANCY });
  });

  it("is nothing that has another form", () => {
    for (const other of [
      "",
      "old 1\n",
      text("01"),
      text("-1"),
      text("1").replace("old", "new"),
      text("1").replace("PlQ=", "PlR="),
    ]) {
      expect(readConsistencyProof(other)).toBeNull();
    }
  });
});
