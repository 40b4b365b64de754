import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findNode20 } from "#lib/testing/command/node-20.ts";
import { runIn } from "#lib/testing/command/run-in.ts";
import { entryText, exportOf } from "#lib/testing/command/sample-log.ts";
import { type ShopFiles, shopFiles } from "#lib/testing/command/shop-files.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const recorded = path.resolve(root, "../shared/data/cloudmapper-demo/us-east-1");
const node20 = findNode20();
const node = node20 ?? process.execPath;

let shop: ShopFiles;
let folder: string;
/** The installed command, as npm put it into node_modules/.bin. */
let command: string;

const sallyport = (line: string, input?: string) => {
  const { status, stdout, stderr } = spawnSync(node, [command, ...line.split(" ")], {
    cwd: shop.folder,
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
};

beforeAll(async () => {
  shop = shopFiles();
  folder = mkdtempSync(path.join(tmpdir(), "sallyport-package-"));
  const script = path.join(root, "scripts/command-package/write-command-package.ts");
  const { writeCommandPackage } = await import(script);
  await writeCommandPackage(root, path.join(folder, "package"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: path.join(folder, "package"),
  });
  const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  const empty = path.join(folder, "empty");
  mkdirSync(empty);
  writeFileSync(path.join(empty, "package.json"), "{}");
  execFileSync("npm", ["install", "--silent", "--offline", "--no-audit", path.join(folder, tarball)], {
    cwd: empty,
  });
  command = path.join(empty, "node_modules/.bin/sallyport");
});
afterAll(() => {
  shop.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe(`the command from its package, on Node ${node20 === null ? "(no Node 20 here: the project's own)" : 20}`, () => {
  it("needs nothing beside itself, and says whose work is in it", () => {
    expect(
      readdirSync(path.join(folder, "empty/node_modules")).filter((name) => !name.startsWith(".")),
    ).toEqual(["sallyport"]);
    const licences = path.join(folder, "empty/node_modules/sallyport/THIRD-PARTY-LICENSES.txt");
    expect(readFileSync(licences, "utf8")).toMatch(/^yaml \d[\s\S]*^zod \d/m);
  });

  it.each([
    ["--version", 0, /^\d+\.\d+\.\d+\n$/],
    ["--help", 0, /Commands:/],
    ["diff --model model as-meant", 0, /In line\./],
    ["diff --model model groups.json interfaces.json", 1, /tcp\/20-25 is open to/],
    ["plan --model model --commands groups.json interfaces.json", 1, /aws ec2 authorize/],
    ["check ec2", 1, /world-open-admin-port/],
    ["check --model model as-meant --fail-on critical", 0, /never: internet -> tier web tcp\/23 +holds/],
    ["reach --to sg-0123456789abcdea3 --on tcp/3306 ec2", 0, /tcp\/3306 from sg-0123456789abcdea2/],
    ["adopt ec2", 0, /pattern: /],
    ["explain sg-0123456789abcdea1 --model model ec2", 0, /It plays web of shop/],
  ])("%s", (line, status, expected) => {
    const ended = sallyport(line);
    expect(ended.stderr).toBe("");
    expect(ended.stdout).toMatch(expected);
    expect(ended.status).toBe(status);
  });

  it.each(["json", "sarif", "markdown", "text"])("prints the same %s as the sources do", async (format) => {
    const line = `diff --model model --format ${format} groups.json interfaces.json`;
    expect(sallyport(line).stdout).toBe((await runIn(shop.folder, line)).output);
  });

  it("reads a pipe", () => {
    const input = readFileSync(path.join(shop.folder, "groups.json"), "utf8");
    expect(sallyport("diff --model model", input)).toMatchObject({ status: 1, stderr: "" });
    expect(sallyport("diff --model model", "").stderr).toMatch(/standard input: It is empty/);
  });

  it("is content when nobody reads on", async () => {
    const child = spawn(node, [command, "diff", "--model", "model", "--format", "json", "groups.json"], {
      cwd: shop.folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let problems = "";
    child.stderr.on("data", (part) => {
      problems += part;
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect({ code, problems }).toEqual({ code: 1, problems: "" });
  });

  it("reads a large export of the log by threads, which are this very file", async () => {
    const file = path.join(folder, "log.jsonl");
    const log = exportOf([entryText(0), entryText(1)]);
    writeFileSync(file, log);
    const task = { file, ranges: [{ from: 0, to: Buffer.byteLength(log) }] };
    const program = `const { Worker } = require("node:worker_threads");
      const taken = new Int32Array(new SharedArrayBuffer(4));
      const workerData = { sallyportExport: { ...${JSON.stringify(task)}, taken } };
      new Worker(${JSON.stringify(realpathSync(command))}, { workerData })
        .on("message", ([part]) => console.log(part.first, part.leaves.count));`;
    const { stdout, stderr } = spawnSync(node, ["-e", program], { encoding: "utf8" });
    expect({ stdout, stderr }).toEqual({ stdout: "0 2\n", stderr: "" });
  });

  it.runIf(existsSync(recorded))("reads a recorded account", () => {
    const ended = sallyport(`diff --model model ${recorded}`);
    expect(ended.stderr).toMatch(
      /shop\.yaml: It lives in 111122223333 eu-central-1; what was given is of 123456789012/,
    );
    expect(ended.status).toBe(2);
  });
});
