import { approve, seeApplied } from "./support/access.ts";
import { groupsNamed, openingsOf } from "./support/ec2.ts";
import { expect, test } from "./support/flows.ts";

test("a cloud admin makes a stack from a pattern, another approves it, and later it is retired", async ({
  company,
}) => {
  test.slow();
  const casey = await company.as("Casey Lindqvist");
  await casey.goto("/stacks");
  await casey.getByRole("link", { name: "New stack…" }).click();
  await casey.getByLabel("Name", { exact: true }).fill("tools");
  await casey.getByLabel("Pattern").selectOption("three-tier, version 1");
  const vpc = casey.getByLabel("VPC", { exact: true });
  const platform = vpc.getByRole("option", { name: /^platform:/ });
  await vpc.selectOption((await platform.getAttribute("value")) ?? "");
  await casey.getByLabel("Tier of grafana").selectOption("web");
  await casey.getByLabel("Tier of gitlab", { exact: true }).selectOption("app");
  await casey.getByRole("button", { name: "Add a source" }).click();
  const source = casey.getByRole("group", { name: "Standing source 1" });
  await source.getByLabel("From").fill("203.0.113.9/32");
  await source.getByLabel("What it is").fill("Jump host");
  await source.getByLabel("Look again on").fill("2027-03-01");
  await casey.getByRole("button", { name: "Show the plan" }).click();
  const plan = casey.getByRole("main");
  await expect(plan).toContainText("203.0.113.9 (Jump host) can open new SSH connections to tools");
  await expect(plan).toContainText(
    "The groups tools-web, tools-app, tools-db and tools-ssh-admin are created.",
  );
  await expect(plan).toContainText("web can open new tcp/8080 connections to app.");
  expect(await groupsNamed("frankfurt", "tools-")).toEqual(new Map());
  await casey.getByLabel("Why").fill("Grafana and GitLab get doors of their own");
  await casey.getByRole("button", { name: "Ask for tools" }).click();
  await expect(casey).toHaveURL(/\/changes\/\d+$/);
  const making = new URL(casey.url()).pathname;
  await casey.goto("/stacks/tools");
  await expect(casey.getByRole("heading", { level: 1 })).not.toHaveText("tools");

  const ruben = await company.as("Ruben Ferreira");
  await approve(ruben, making);
  await seeApplied(ruben);
  const made = await groupsNamed("frankfurt", "tools-");
  expect([...made.keys()].sort()).toEqual(["tools-app", "tools-db", "tools-ssh-admin", "tools-web"]);
  expect(await openingsOf("frankfurt", made.get("tools-app") ?? "")).toEqual([
    `tcp 8080 from ${made.get("tools-web")}`,
  ]);
  expect(await openingsOf("frankfurt", made.get("tools-ssh-admin") ?? "")).toEqual([
    "tcp 22 from 203.0.113.9/32",
  ]);
  await casey.goto("/stacks/tools");
  await expect(casey.getByRole("main").getByText("In line.")).toBeVisible({ timeout: 30_000 });

  await casey.getByRole("link", { name: "Retire…" }).click();
  await expect(casey.getByRole("main")).toContainText("are deleted.");
  await casey.getByLabel("Why").fill("It was only a try");
  await casey.getByRole("button", { name: "Ask to retire tools" }).click();
  await expect(casey).toHaveURL(/\/changes\/\d+$/);
  await approve(ruben, new URL(casey.url()).pathname);
  await seeApplied(ruben);
  expect(await groupsNamed("frankfurt", "tools-")).toEqual(new Map());
  await casey.goto("/stacks");
  await expect(casey.getByRole("link", { name: "shop", exact: true })).toBeVisible();
  await expect(casey.getByRole("link", { name: "tools", exact: true })).toBeHidden();
});

test("an ssh admin neither sees nor reaches the form for a new stack", async ({ company }) => {
  const mara = await company.as("Mara Haddad");
  await mara.goto("/stacks");
  await expect(mara.getByRole("link", { name: "New stack…" })).toBeHidden();
  for (const path of ["/new-stack", "/stacks/shop/retire"]) {
    await mara.goto(path);
    await expect(mara.getByRole("button", { name: /Ask|Show the plan/ })).toBeHidden();
  }
});
