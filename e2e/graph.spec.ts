import { readFile } from "node:fs/promises";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { expect, test } from "./support/flows.ts";

test("a security reviewer finds who may reach a database on the graph, by keyboard, and takes the picture along", async ({
  company,
}) => {
  const page = await company.as("Ines Duarte");
  await page.goto("/graph");
  const graph = page.getByRole("application", { name: "Graph" });
  await expect(page.getByText(/^\d+ nodes, \d+ edges$/)).toBeVisible();

  const only = page.getByRole("combobox", { name: "Only", exact: true });
  await only.selectOption("Only open to the Internet");
  await expect(page).toHaveURL(/only=exposed/);
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page).not.toHaveURL(/only=/);

  await graph.focus();
  await page.keyboard.press("/");
  const search = page.getByRole("combobox", { name: "Find in the graph" });
  await expect(search).toBeFocused();
  await search.fill(GROUP.shopDb);
  await expect(page.getByRole("listbox", { name: "Found" }).getByRole("option")).toHaveCount(1);
  await search.press("Enter");
  await expect(page).toHaveURL(new RegExp(`focus=${GROUP.shopDb}`));
  const selected = page.getByRole("region", { name: "Selected" });
  await expect(selected).toContainText("db of shop");
  await expect(selected.getByRole("button", { name: /3306/ }).first()).toBeVisible();
  // Who is sent the address sees what is selected.
  await expect(page).toHaveURL(new RegExp(`node=${GROUP.shopDb}`));
  await page.getByRole("button", { name: "In", exact: true }).click();
  await page.getByRole("button", { name: "2 hops" }).click();
  await expect(page).toHaveURL(/way=in.*hops=2/);

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "SVG" }).click();
  const svg = await readFile(await (await saved).path(), "utf8");
  expect(svg).toContain("<svg");
  expect(svg).toContain("Internet");
  const savedDot = page.waitForEvent("download");
  await page.getByRole("button", { name: "DOT" }).click();
  const dot = await readFile(await (await savedDot).path(), "utf8");
  expect(dot).toContain(`-> "${GROUP.shopDb}"`);

  await graph.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/groups/${GROUP.shopDb}$`));
  await page.goBack();
  await expect(page.getByText("Focus on")).toBeVisible();
  await graph.focus();
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/focus=|node=/);
});
