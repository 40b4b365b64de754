import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { MOST_BYTES } from "./limits.ts";
import type { LookProgress } from "./progress.ts";
import { understand } from "./understand.ts";

const NOW = "2026-01-01T00:00:00.000Z";

const GROUPS = {
  SecurityGroups: [
    {
      GroupId: "sg-0000000000000000a",
      GroupName: "web",
      Description: "web",
      OwnerId: "111111111111",
      VpcId: "vpc-1",
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
      IpPermissionsEgress: [],
    },
  ],
};
const VPCS = {
  Vpcs: [{ VpcId: "vpc-1", OwnerId: "111111111111", CidrBlock: "10.0.0.0/16", IsDefault: false }],
};

const text = (value: unknown): string => JSON.stringify(value, null, 4);
const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => ({
  name,
  content: new Blob([content]),
});

const look = async (...files: Parameters<typeof understand>[0]) => {
  const progress: LookProgress[] = [];
  const answer = await understand(files, NOW, (each) => progress.push(each));
  return { answer, progress };
};

const utf16 = (content: string): Uint8Array<ArrayBuffer> => {
  const units = Uint16Array.from(`\uFEFF${content}`, (character) => character.charCodeAt(0));
  return new Uint8Array(units.buffer);
};

describe("what is read", () => {
  it("are files beside each other, in whatever encoding a shell wrote them", async () => {
    const { answer } = await look(file("groups.json", utf16(text(GROUPS))), file("vpcs.json", text(VPCS)));
    expect(answer).toMatchObject({
      ok: true,
      value: {
        observation: { accountId: "111111111111", groups: [{ name: "web" }], vpcs: [{}] },
        passedOver: [],
      },
    });
  });

  it("is one after another in one text, as a paste is", async () => {
    const { answer } = await look(file("pasted.json", `${text(GROUPS)}\n${text(VPCS)}`));
    expect(answer).toMatchObject({ ok: true, value: { observation: { groups: [{}], vpcs: [{}] } } });
  });

  it("stands in folders of a zip, beside other things, which are named", async () => {
    const zip = zipSync({
      "prod/eu/groups.json": strToU8(text(GROUPS)),
      "prod/eu/nat.json": strToU8(text({ NatGateways: [] })),
      "prod/eu/subnets.json": strToU8(""),
      "README.md": strToU8("# hello"),
      "older.zip": zipSync({}),
      "__MACOSX/prod/eu/._groups.json": strToU8("x"),
    });
    const { answer } = await look(file("account.zip", zip));
    expect(answer).toMatchObject({ ok: true, value: { observation: { groups: [{}] } } });
    if (!answer.ok) return;
    const said = answer.value.passedOver.map(({ file: name, reason }) => `${name}: ${reason}`).sort();
    expect(said).toEqual([
      "account.zip/README.md: It is not called .json.",
      "account.zip/__MACOSX/prod/eu/._groups.json: It is not called .json.",
      "account.zip/older.zip: Unpack it first.",
      "account.zip/prod/eu/nat.json: It lists NatGateways, which is not needed here.",
      "account.zip/prod/eu/subnets.json: It is empty: its command failed. What it would have told stays unknown.",
    ]);
  });

  it("tells how far it is: bytes first, then what was understood", async () => {
    const { progress } = await look(file("groups.json", text(GROUPS)), file("vpcs.json", text(VPCS)));
    expect(progress.filter(({ step }) => step === "read").at(-1)).toMatchObject({ part: 1 });
    expect(progress.at(-1)).toEqual({
      step: "understand",
      part: 1,
      detail: "1 rule in 1 group, 0 interfaces",
    });
    const parts = progress.filter(({ step }) => step === "read").map(({ part }) => part);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
  });
});

describe("what cannot be read is named by file and place", () => {
  it("a mistake in JSON by line and column", async () => {
    const broken = text(GROUPS).replace('"GroupName": "web",', '"GroupName": "web"');
    const { answer } = await look(file("groups.json", broken), file("vpcs.json", text(VPCS)));
    expect(answer).toMatchObject({
      ok: false,
      problem: { problems: [{ file: "groups.json", place: "line 6, column 13" }] },
    });
  });

  it("a wrong shape by its path, several at once and of several files", async () => {
    const groups = structuredClone(GROUPS);
    const wrong = { ...groups.SecurityGroups[0], GroupName: 7 };
    const { answer } = await look(
      file("groups.json", text({ SecurityGroups: [wrong, { GroupId: null }] })),
      file("vpcs.json", "{"),
      file("more.json", text([{ GroupId: "sg-1", IpPermissions: [] }])),
    );
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(answer.problem.problems.map(({ file: name, place }) => [name, place])).toEqual([
      ["vpcs.json", "line 1, column 2"],
      ["more.json", null],
    ]);
    const shapes = await look(file("groups.json", text({ SecurityGroups: [wrong, { GroupId: null }] })));
    expect(shapes.answer).toMatchObject({
      ok: false,
      problem: {
        problems: [
          { file: "groups.json", place: "SecurityGroups[0].GroupName" },
          { file: "groups.json", place: "SecurityGroups[1].GroupId" },
        ],
      },
    });
  });

  it("inside a zip, too", async () => {
    const zip = zipSync({ "a/groups.json": strToU8('{ "SecurityGroups": [ }') });
    const { answer } = await look(file("account.zip", zip));
    expect(answer).toMatchObject({
      ok: false,
      problem: { problems: [{ file: "account.zip/a/groups.json", place: "line 1, column 23" }] },
    });
  });

  it("a zip that is none, that is empty, or that was cut off", async () => {
    const whole = zipSync({ "groups.json": strToU8(text(GROUPS)) });
    const sentences = await Promise.all(
      [strToU8("not a zip at all, but long enough to look at"), zipSync({}), whole.slice(0, 60)].map(
        async (bytes) => {
          const { answer } = await look(file("account.zip", bytes));
          return answer.ok ? "read" : answer.problem.problems[0]?.reason;
        },
      ),
    );
    expect(sentences).toEqual([
      "It cannot be unpacked: it is damaged, or protected by a password.",
      "It is an empty zip.",
      "It cannot be unpacked: it is damaged, or protected by a password.",
    ]);
  });

  it("a zip that would grow beyond bearing, before anything of it is unpacked", async () => {
    const zip = zipSync({ "groups.json": strToU8(text(GROUPS)) });
    const view = new DataView(zip.buffer);
    // The size that the central directory claims: four bytes, 24 after its signature.
    let at = 0;
    while (view.getUint32(at, true) !== 0x02014b50) at += 1;
    view.setUint32(at + 24, MOST_BYTES + 1, true);
    const { answer } = await look(file("bomb.zip", zip));
    expect(answer).toMatchObject({
      ok: false,
      problem: {
        problems: [{ file: "bomb.zip", reason: expect.stringContaining("Nothing of it was unpacked") }],
      },
    });
  });

  it("nothing of use at all", async () => {
    const { answer } = await look(file("nat.json", text({ NatGateways: [] })));
    expect(answer).toMatchObject({
      ok: false,
      problem: { problems: [{ file: null }], passedOver: [{ file: "nat.json" }] },
    });
  });
});
