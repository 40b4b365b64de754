import { approveButton, ask, seeApplied } from "./support/access.ts";
import { expect, test } from "./support/flows.ts";
import { lettersTo } from "./support/mailbox.ts";
import { listenForOpenings } from "./support/requests.ts";

test("a team lead approves on a phone", async ({ company }) => {
  const mara = await company.as("Mara Haddad");
  const change = await ask(mara, { stack: "shop", from: "203.0.113.60", seconds: 1_800 });
  await expect
    .poll(() => lettersTo("Priya Raman"))
    .toContainEqual(
      expect.stringContaining(`Change #${change.replace("/changes/", "")} on shop waits for your answer`),
    );
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const priya = await company.as("Priya Raman", phone);
  await priya.goto("/");
  await priya
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: /Changes/ })
    .tap();
  await priya.getByRole("link", { name: /203\.0\.113\.60/ }).tap();
  await expect(priya.getByRole("main")).toContainText("203.0.113.60");
  const width = await priya.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "nothing sticks out of the screen").toBeLessThanOrEqual(390);
  const openings = await listenForOpenings(["203.0.113.60/32"]);
  await approveButton(priya).tap();
  await seeApplied(priya);
  expect(await openings()).toEqual(["203.0.113.60/32"]);
});
