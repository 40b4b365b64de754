import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { approve, seeApplied } from "./support/access.ts";
import { closeByHand, openingsOf } from "./support/ec2.ts";
import { expect, test } from "./support/flows.ts";
import { askForMatch } from "./support/match.ts";
import { listenForChanges } from "./support/requests.ts";

test("a cloud admin brings a drifted stack in line and a second look finds nothing to do", async ({
  company,
}) => {
  test.slow();
  const casey = await company.as("Casey Lindqvist");
  const change = await askForMatch(casey, "catalog");
  await expect(casey.getByRole("main")).toContainText("203.0.113.99 can no longer open new SSH connections");

  const ruben = await company.as("Ruben Ferreira");
  await approve(ruben, change);
  await seeApplied(ruben);
  expect(await openingsOf("staging", GROUP.catalogWeb)).toEqual([
    "tcp 443 from 0.0.0.0/0",
    "tcp 80 from 0.0.0.0/0",
  ]);
  expect(await openingsOf("staging", GROUP.catalogApp)).toEqual([`tcp 8080 from ${GROUP.catalogWeb}`]);
  expect(await openingsOf("staging", GROUP.catalogDb)).toEqual([`tcp 3306 from ${GROUP.catalogApp}`]);
  expect(await openingsOf("staging", GROUP.catalogDoor)).not.toContain("tcp 22 from 203.0.113.99/32");

  await casey.goto("/stacks/catalog");
  await casey.getByRole("button", { name: "Look at EC2 now" }).click();
  await expect(casey.getByRole("main").getByText("In line.")).toBeVisible({ timeout: 30_000 });
  await casey.goto("/stacks/catalog/match");
  await expect(casey.getByRole("main")).toContainText("There is nothing to do");
});

test("a stale plan is refused and says what changed", async ({ company }) => {
  const casey = await company.as("Casey Lindqvist");
  const change = await askForMatch(casey, "portal");
  await expect(casey.getByRole("main")).toContainText("company VPN");
  const changes = await listenForChanges(
    GROUP.portalWeb,
    GROUP.portalApp,
    GROUP.portalDb,
    GROUP.portalBastion,
  );
  await closeByHand("virginia", GROUP.portalApp, 22, "192.0.2.0/27");
  const afterHand = await openingsOf("virginia", GROUP.portalApp);

  const ruben = await company.as("Ruben Ferreira");
  await approve(ruben, change);
  const page = ruben.getByRole("main");
  await expect(page.getByText("Stale, refused")).toBeVisible({ timeout: 30_000 });
  await expect(page).toContainText("Refused: it is no longer what was approved. Nothing was changed.");
  await expect(page).toContainText("192.0.2.0/27");
  expect(await openingsOf("virginia", GROUP.portalApp)).toEqual(afterHand);
  expect(await changes()).toEqual([]);
});
