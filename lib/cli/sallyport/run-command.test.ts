import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runIn, runWordsIn } from "#lib/testing/command/run-in.ts";
import { type ShopFiles, shopFiles } from "#lib/testing/command/shop-files.ts";

const WEB = "sg-0123456789abcdea1";

let shop: ShopFiles;
beforeAll(() => {
  shop = shopFiles();
});
afterAll(() => shop.remove());

const run = (line: string, around = {}) => runIn(shop.folder, line, around);

describe("a command line", () => {
  it.each([
    ["", 2, /Usage: sallyport COMMAND/],
    ["dif", 2, /no command dif\. Did you mean diff\?/],
    ["nonsense", 2, /There are: diff, reach/],
    ["diff --modle model", 2, /no option --modle\. Did you mean --model\?/],
    ["diff -x", 2, /no option -x/],
    ["diff --format yaml", 2, /--format is one of text, json, sarif, asff, markdown, not yaml/],
    ["diff --format jsn", 2, /Did you mean json\?/],
    ["diff --model", 2, /--model needs a value: PATH/],
    ["diff --model --format json", 2, /--model needs a value/],
    ["diff --accept-unknown=yes", 2, /takes no value/],
    ["diff --format json --format text", 2, /given twice/],
    ["diff groups.json", 2, /Give the model/],
    ["diff --model model", 2, /Nothing is piped in/],
    ["diff --model model nope.json", 2, /nope\.json: There is no such file/],
    ["diff --model nope groups.json", 2, /nope: There is no such file/],
    ["diff --model groups.json groups.json", 2, /groups\.json/],
    ["diff --model model model", 2, /No file in it ends in \.json/],
    ["diff --model model --stack sho groups.json", 2, /no stack sho in the model; there are: shop/],
    ["diff --model model as-meant/volumes.json", 2, /volumes\.json: lists nothing that is read here/],
    ["diff --model model --account 999999999999 as-meant", 2, /shop\.yaml: It lives in 111122223333/],
    ["diff --model model --region us-east-1 as-meant", 2, /what was given is of 111122223333 us-east-1/],
    ["plan --model model --rules-per-group many as-meant", 2, /many is no whole number/],
    ["check --rule world-open as-meant", 2, /no rule world-open\. Did you mean|There are:/],
    ["diff model/shop.yaml groups.json --model model", 2, /model\/shop\.yaml: It is YAML: .* --model/],
    ["check --stack shop as-meant", 2, /give --model PATH/],
    ["reach as-meant", 2, /Say --from whom, --to what, or both/],
    ["reach --from internet --to nowhere as-meant", 2, /--to: nowhere is no target/],
    ["reach --from internet --to sg-1 --on tpc/22 as-meant", 2, /--on: tpc\/22 is no service/],
    ["reach --from 10.0.0.300 --to sg-1 as-meant", 2, /--from: /],
    ["reach --from internet --to sg-00000000 as-meant", 2, /--to: /],
    ["reach --to sg-1 --to sg-2 as-meant", 2, /say --from whom/],
    ["adopt groups.json", 2, /does not tell the Region: give --region NAME/],
    ["adopt --write model --region eu-central-1 groups.json", 2, /shop\.yaml: It exists already/],
    ["explain", 2, /Say what: /],
    ["explain nope as-meant", 2, /nope: Nothing that was given has this name/],
    ["explain worldopen-admin-port as-meant", 2, /Did you mean world-open-admin-port\?/],
  ])("%s ends with %i", async (line, code, problem) => {
    const ended = await run(line);
    expect(ended.problems).toMatch(problem);
    expect(ended).toMatchObject({ code, output: "" });
  });

  it.each([
    ["--help", /Commands:/],
    ["diff --help", /Usage: sallyport diff/],
    ["plan -h", /--remove-redundant/],
    ["--version", /^\d+\.\d+\.\d+\n$/],
  ])("%s says it and ends well", async (line, expected) => {
    expect(await run(line)).toEqual({ code: 0, problems: "", output: expect.stringMatching(expected) });
  });

  it.each([
    ["diff --model model as-meant", 0],
    ["diff --model model groups.json interfaces.json", 1],
    ["diff --model model as-meant/groups.json", 2],
    ["diff --model model --accept-unknown as-meant/groups.json", 0],
    ["plan --model model as-meant", 0],
    ["plan --model model groups.json interfaces.json", 1],
    ["check --fail-on critical as-meant", 0],
    ["check --fail-on critical --model model as-meant", 0],
    ["check groups.json", 1],
    [`reach --from internet --to ${WEB} --on tcp/22 groups.json`, 0],
    [`reach --from internet --to ${WEB} --on tcp/22 --expect no groups.json`, 1],
    [`reach --from internet --to ${WEB} --on tcp/22 --expect yes groups.json`, 2],
    [`reach --from internet --to ${WEB} --on tcp/22,tcp/3389 --expect yes .`, 1],
    [`reach --from 8.8.8.8 --to ${WEB} --on tcp/22 --expect yes groups.json`, 0],
    [`reach --from internet --to ${WEB} --on tcp/3389 --expect no groups.json`, 2],
    [`reach --from internet --to ${WEB} --on tcp/3389 --expect no .`, 0],
  ])("%s ends with %i", async (line, code) => {
    const ended = await run(line);
    expect(ended.problems).toBe("");
    expect(ended.code).toBe(code);
  });

  it.each([
    [["explain", "missing"], /The model asks for a flow/],
    [
      ["explain", WEB, "--model", "model", "."],
      /It plays web of shop\.[\s\S]*extra +tcp\/20-25 from 0\.0\.0\.0\/1/,
    ],
    [["explain", `${WEB} ingress tcp 20:25 0.0.0.0/1`, "--model", "model", "."], /it is extra: Nothing/],
    [
      ["explain", "step 1", "--model", "model", "."],
      /1 of 3: Allow tcp\/8080[\s\S]*Answers\s+- +No rule of app/,
    ],
    [["explain", `world-open-admin-port/${WEB}`, "."], /It is certain, and critical/],
    [
      ["explain", "guardrail/shop/never: internet -> tier web tcp/23", "--model", "model", "."],
      /The guardrail “never: internet -> tier web tcp\/23” of shop is broken[\s\S]*must never, or always/,
    ],
    [
      ["explain", `extra/shop/extra/web/${WEB}/ingress tcp 20:25 0.0.0.0/1`, "--model", "model", "."],
      /Put right by\s+1\. +Remove tcp\/20-25 from 0\.0\.0\.0\/1/,
    ],
  ])("%j says why", async (words, expected) => {
    const ended = await runWordsIn(shop.folder, words);
    expect(ended).toMatchObject({ code: 0, problems: "" });
    expect(ended.output).toMatch(expected);
  });

  it("judges the guardrails of stack and pattern", async () => {
    const broken = await run("check --model model .");
    expect(broken.output).toMatch(/never: internet -> tier web tcp\/23 +broken +shop/);
    expect(broken.output).toMatch(/never: internet -> tier db tcp\/3306 +holds +shop/);
    expect(broken.output).toMatch(/The guardrail “always: tier web -> tier app tcp\/8080” of shop is broken/);
    expect((await run("check --model model as-meant")).output).not.toMatch(/broken/);
  });

  it("never takes what was not given for good", async () => {
    const { output } = await run("diff --model model as-meant/groups.json");
    expect(output).toMatch(/Cannot tell/);
    expect(output).toMatch(/describe-network-interfaces/);
    expect(output).toMatch(/4 groups, interfaces not given/);
    expect(output).toMatch(/sg-0123456789abcdea3 +not known/);
    expect(output).not.toMatch(/^In line\./m);
  });

  it("proves an SSH port that two rules open in halves", async () => {
    const { output } = await run("diff --model model groups.json interfaces.json");
    expect(output).toMatch(/critical\s+web lets in tcp\/20-25 from 0\.0\.0\.0\/1/);
    expect(output).toMatch(/witness\s+tcp\/22 from 8\.8\.8\.8 gets through/);
  });

  it("plans what opens before what closes, also as aws commands", async () => {
    const { output } = await run("plan --model model --commands groups.json interfaces.json");
    const verbs = [...output.matchAll(/^ {2}aws ec2 (authorize|revoke)-/gm)].map((match) => match[1]);
    expect(verbs).toEqual(["authorize", "revoke", "revoke"]);
    expect(output).toMatch(/Every IPv4 address can no longer|can no longer open new/);
  });

  it("takes several answers, one after another, from a pipe", async () => {
    const piped = ["groups", "interfaces", "vpcs"].map((name) =>
      readFileSync(`${shop.folder}/as-meant/${name}.json`),
    );
    const readInput = async () => Buffer.concat(piped);
    expect(await run("diff --model model", { readInput })).toMatchObject({ code: 0, problems: "" });
    expect(await run("diff --model model -", { readInput })).toMatchObject({ code: 0, problems: "" });
  });

  it("shows what is hidden in a refused file", async () => {
    const twice = ["sg-1\u001b[2J\u202e", "sg-1\u001b[2J\u202e"].map((GroupId) => ({ GroupId }));
    const readInput = async () => Buffer.from(JSON.stringify({ SecurityGroups: twice }));
    expect((await run("check", { readInput })).problems).toMatch(
      /^sallyport: .*sg-1\[U\+001B\]\[2J\[U\+202E\]/,
    );
  });

  it("colours for a terminal unless NO_COLOR says otherwise", async () => {
    const terminal = { columns: 80 };
    const line = "diff --model model as-meant";
    const ESCAPE = "\u001b[";
    expect((await run(line, { terminal })).output).toContain(ESCAPE);
    expect((await run(line)).output).not.toContain(ESCAPE);
    expect((await run(line, { terminal, environment: { NO_COLOR: "1" } })).output).not.toContain(ESCAPE);
    expect((await run(line, { terminal, environment: { TERM: "dumb" } })).output).not.toContain(ESCAPE);
    expect((await run(`${line} --color always`)).output).toContain(ESCAPE);
  });

  it("keeps to the width of the terminal", async () => {
    const { output } = await run("diff --model model groups.json interfaces.json", {
      terminal: { columns: 60 },
    });
    const wide = output
      .split("\n")
      .filter((line) => stripVTControlCharacters(line).length > 60 && !/sg-/.test(line));
    expect(wide).toEqual([]);
  });
});
