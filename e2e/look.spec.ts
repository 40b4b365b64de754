/** An account read in the browser, from files that nobody else ever sees. */
import { Buffer } from "node:buffer";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page, Request } from "@playwright/test";
import { strToU8, zipSync } from "fflate";
import { generateAccount } from "#lib/testing/account/generated-account.ts";
import { expect, test } from "./support/flows.ts";

const SIZE = { groups: 60, rulesOfGroup: 12, interfaces: 120, drift: 0.1 };
/** Ids and names of the generated account: none of them may be heard of outside the tab. */
const SECRETS = /sg-0|vpc-0|eni-|stack-\d|shared-\d|111111111111/;

const answers = Array.from(generateAccount(SIZE, 7).answers, ({ name, json }) => ({
  name,
  text: JSON.stringify(json, null, 4),
}));

const asFile = ({ name, text }: { name: string; text: string }) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

const zipped = {
  name: "look.zip",
  mimeType: "application/zip",
  buffer: Buffer.from(
    zipSync(Object.fromEntries(answers.map(({ name, text }) => [`prod/${name}`, strToU8(text)]))),
  ),
};

const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "What the look found" }).getByRole("link", { name });

const give = async (page: Page, files: Parameters<ReturnType<Page["getByLabel"]>["setInputFiles"]>[0]) => {
  const field = page.getByLabel("Choose files");
  await expect(field).toBeEnabled();
  await field.setInputFiles(files);
};

test("a reviewer looks at an account from its files, and nothing of it is sent", async ({ company }) => {
  const page = await company.as("Ines Duarte");
  await page.goto("/look");
  await expect(page.getByText("Nothing leaves this tab.")).toBeVisible();
  const sent: Request[] = [];
  page.on("request", (request) => sent.push(request));

  // A file that somebody cut off is named, with the place.
  const [first = { name: "", text: "" }, ...others] = answers;
  await give(page, [asFile({ name: first.name, text: first.text.slice(0, -40) }), ...others.map(asFile)]);
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    /groups-0\.json, line \d+, column \d+: /,
  );

  await give(page, zipped);
  await expect(page.getByRole("button", { name: "Forget it" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("main")).toContainText("60 groups");
  const findings = page.getByRole("table", { name: "Findings, worst first" });
  await expect(findings.getByRole("row").nth(1)).toContainText(/Proof|cannot/i);

  // A worker follows its own policy: it could send nothing if it wanted to.
  const [worker] = page.workers();
  const tried = await worker?.evaluate(() =>
    fetch("/sign-in").then(
      () => "sent",
      () => "refused",
    ),
  );
  expect(tried).toBe("refused");

  await tab(page, "Groups").click();
  await page.getByLabel("Search groups").fill("stack-3-");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  const groups = page.getByRole("table", { name: "Security groups" });
  await expect(groups.getByRole("row")).toHaveCount(5);
  expect(page.url()).toContain("#view=groups&q=stack-3-");
  await groups.getByRole("link").first().click();
  await expect(page.getByRole("table", { name: "Ingress rules" })).toBeVisible();

  await page.getByRole("link", { name: "Who can reach it?" }).click();
  await expect(page.getByRole("main")).toContainText(/reach(?:es)? /);
  const group = /sg-[0-9a-f]+/.exec(page.url())?.[0] ?? "";
  await page.getByLabel("Question").fill(`can internet reach ${group} on tcp/22`);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("main")).toContainText(/security groups permit|cannot reach|be told whether/);

  await tab(page, "Graph").click();
  const drawn = page.waitForEvent("download");
  await page.getByRole("button", { name: "GraphML" }).click();
  expect(readFileSync(await (await drawn).path(), "utf8")).toContain("<edge source=");

  await tab(page, "Proposed stacks").click();
  await page.getByRole("table", { name: "Proposed stacks" }).getByRole("link").first().click();
  await expect(page.getByRole("region", { name: /^pattern-.*\.yaml$/ })).toContainText("tiers:");
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Keep it as a file" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^sallyport-look-111111111111-.+\.zip$/);
  const kept = { name: "kept.zip", mimeType: "application/zip", buffer: readFileSync(await saved.path()) };
  await expect(page.getByText("Your browser has it as a file.")).toBeVisible();

  const told = sent.filter((request) => SECRETS.test(`${request.url()} ${request.postData() ?? ""}`));
  expect(told.map((request) => request.url())).toEqual([]);
  expect(sent.filter((request) => request.method() !== "GET").map((request) => request.url())).toEqual([]);

  await page.getByRole("button", { name: "Forget it" }).click();
  await expect(page.getByText("Drop describe files")).toBeVisible();
  expect(page.workers()).toEqual([]);
  await give(page, kept);
  await expect(page.getByRole("main")).toContainText("60 groups", { timeout: 30_000 });
  await expect(page.getByRole("main")).toContainText("and kept as a file.");
});

const RECORDED = path.resolve(import.meta.dirname, "../../shared/data/cloudmapper-demo/us-east-1");

test("a recorded account, with files of other services among its own", async ({ company }) => {
  test.skip(!existsSync(RECORDED), "the recorded accounts (../shared/data) are NOT on this machine");
  const page = await company.as("Ines Duarte");
  await page.goto("/look");
  const files = readdirSync(RECORDED).map((name) =>
    asFile({ name, text: readFileSync(path.join(RECORDED, name), "utf8") }),
  );
  await give(page, files);
  await expect(page.getByRole("main")).toContainText("8 groups", { timeout: 20_000 });
  await expect(page.getByRole("main")).toContainText(
    "The answer of aws ec2 describe-managed-prefix-lists was not given.",
  );
  await expect(page.getByText(/files have a remark or were not used/)).toBeVisible();
});
