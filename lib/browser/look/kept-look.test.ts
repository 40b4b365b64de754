import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { GivenFile } from "./given-file.ts";
import { KEPT_NOTE, keptLook, readNote } from "./kept-look.ts";
import { understand } from "./understand.ts";

const THEN = "2026-01-01T00:00:00.000Z";
const LATER = "2026-02-01T00:00:00.000Z";
const ACCOUNT = "111111111111";

const groups = (region: string) =>
  JSON.stringify({
    SecurityGroups: [
      {
        GroupId: `sg-0000000000000000${region}`,
        GroupName: region,
        Description: "",
        OwnerId: ACCOUNT,
        VpcId: "vpc-1",
      },
    ],
  });
const vpcs = JSON.stringify({ Vpcs: [{ VpcId: "vpc-1", OwnerId: ACCOUNT, CidrBlock: "10.0.0.0/16" }] });

const file = (name: string, content: BlobPart): GivenFile => ({ name, content: new Blob([content]) });

async function look(now: string, ...files: readonly GivenFile[]) {
  const understood = await understand(files, now, () => undefined);
  if (!understood.ok) throw new Error(JSON.stringify(understood.problem));
  return understood.value;
}

const keep = async (files: readonly GivenFile[], now = THEN) =>
  keptLook(files, (await look(now, ...files)).used, now);

const namesIn = async (kept: Blob) => Object.keys(unzipSync(new Uint8Array(await kept.arrayBuffer()))).sort();

describe("a look that is kept", () => {
  it("is the same look when it is given again, taken when it was taken, and says so", async () => {
    const given = [file("a/groups.json", groups("a")), file("vpcs.json", vpcs), file("README.md", "# hello")];
    const before = await look(THEN, ...given);
    const again = await look(LATER, { name: "kept.zip", content: await keep(given) });
    expect(again.observation).toEqual(before.observation);
    expect(again.observation.takenAt).toBe(THEN);
    expect([before.keptAt, again.keptAt]).toEqual([null, THEN]);
    expect(again.passedOver).toEqual([]);
  });

  it("holds answers alone, of zips too, and stays the same when it is kept again", async () => {
    const zip = zipSync({
      "prod/groups.json": strToU8(groups("a")),
      "prod/nat.json": strToU8('{ "NatGateways": [] }'),
      "notes.txt": strToU8("secret"),
    });
    const kept = await keep([file("look.zip", zip), file("pasted text", vpcs)]);
    expect(await namesIn(kept)).toEqual(["look.zip/prod/groups.json", "pasted text.json", KEPT_NOTE]);
    const again = await keep([{ name: "kept.zip", content: kept }]);
    expect(await namesIn(again)).toEqual(await namesIn(kept));
  });

  it("leads nowhere outside the folder that it is unpacked to", async () => {
    const zip = zipSync({ "../../etc/groups.json": strToU8(groups("a")) });
    expect(await namesIn(await keep([file("evil.zip", zip)]))).toEqual(["etc/groups.json", KEPT_NOTE]);
  });

  it("cannot be made of a file that is not there any more", async () => {
    const given = file("groups.json", groups("a"));
    const { used } = await look(THEN, given);
    const gone = new Blob(["x"]);
    gone.stream = () => {
      throw new DOMException("changed", "NotReadableError");
    };
    await expect(keptLook([{ ...given, content: gone }], used, THEN)).rejects.toThrow("changed");
  });

  it("is believed about its moment only where that can be", async () => {
    for (const note of ["", "{}", "null", '{"format":"sallyport-look/1","takenAt":"yesterday"}', "[1]"])
      expect(readNote(note)).toBeNull();
    const given = [file("groups.json", groups("a"))];
    const fromTheFuture = await look(THEN, { name: "kept.zip", content: await keep(given, LATER) });
    expect(fromTheFuture).toMatchObject({ keptAt: null, observation: { takenAt: THEN } });
    const forged = zipSync({ "groups.json": strToU8(groups("a")), [KEPT_NOTE]: strToU8("{}") });
    expect((await look(LATER, file("kept.zip", forged))).passedOver).toEqual([
      { file: `kept.zip/${KEPT_NOTE}`, reason: "It does not say when this look was taken." },
    ]);
  });
});
