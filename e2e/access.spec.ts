import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { approve, approveButton, ask, seeApplied } from "./support/access.ts";
import { descriptionOfSsh, openingsOf } from "./support/ec2.ts";
import { expect, test } from "./support/flows.ts";
import { lettersTo } from "./support/mailbox.ts";

/** What lets these in at a stack's door; other flows open it for others meanwhile. */
const openTo = async (cidr: string, openings: Promise<readonly string[]>): Promise<string[]> =>
  (await openings).filter((opening) => opening.endsWith(` from ${cidr}`));
const shopDoorTo = (cidr: string) => openTo(cidr, openingsOf("frankfurt", GROUP.shopDoor));
const reportsDoorTo = (cidr: string) => openTo(cidr, openingsOf("virginia", GROUP.reportsDoor));

test("an ssh admin gets in for a while and is out when it ends", async ({ company }) => {
  test.slow();
  const door = () => shopDoorTo("203.0.113.7/32");
  expect(await door()).toEqual([]);

  const mara = await company.as("Mara Haddad");
  const change = await ask(mara, { stack: "shop", from: "203.0.113.7", seconds: 28 });
  const number = change.replace("/changes/", "");
  await expect(mara.getByRole("main")).toContainText(
    "203.0.113.7 (Mara's laptop) can open new SSH connections to shop",
  );
  await expect
    .poll(() => lettersTo("Ruben Ferreira"))
    .toContainEqual(expect.stringContaining(`Change #${number} on shop waits for your answer`));
  expect(await door(), "nothing opens before somebody has approved").toEqual([]);

  const ruben = await company.as("Ruben Ferreira");
  await approve(ruben, change);
  await seeApplied(ruben);
  expect(await door()).toEqual(["tcp 22 from 203.0.113.7/32"]);
  expect(await descriptionOfSsh("frankfurt", GROUP.shopDoor, "203.0.113.7/32")).toMatch(
    /^sallyport grant \d+ until \d{4}-/,
  );

  await mara.goto("/access");
  await expect(mara.getByRole("listitem").filter({ hasText: "203.0.113.7" })).toContainText("Open");
  await expect
    .poll(() => lettersTo("Mara Haddad"))
    .toContainEqual(expect.stringContaining("SSH to shop is open"));

  await expect
    .poll(door, { timeout: 75_000, message: "nobody did anything: it ended by itself" })
    .toEqual([]);
  await expect(mara.getByRole("table", { name: "My grants that ended" })).toContainText("its time was over");
  const letters = await lettersTo("Mara Haddad");
  expect(letters).toContainEqual(expect.stringContaining("SSH to shop ends soon"));
  await expect
    .poll(() => lettersTo("Mara Haddad"))
    .toContainEqual(expect.stringContaining("SSH to shop has ended"));
});

test("two people share an office source and one's end does not cut the other", async ({ company }) => {
  test.slow();
  const office = "198.51.100.20";
  const rule = `tcp 22 from ${office}/32`;
  const door = () => shopDoorTo(`${office}/32`);
  const jonas = await company.as("Jonas Weber");
  const mara = await company.as("Mara Haddad");
  const casey = await company.as("Casey Lindqvist");

  const long = await ask(mara, { stack: "shop", from: office, seconds: 900 });
  await approve(casey, long);
  await seeApplied(casey);
  expect(await door()).toEqual([rule]);

  const short = await ask(jonas, { stack: "shop", from: office, seconds: 28 });
  await approve(casey, short);
  await seeApplied(casey);
  expect(await door(), "one rule for both").toEqual([rule]);

  await jonas.goto("/access");
  await expect(jonas.getByRole("table", { name: "My grants that ended" })).toContainText(office, {
    timeout: 60_000,
  });
  expect(await door(), "Mara is still in").toEqual([rule]);

  await mara.goto(`/access?at=${encodeURIComponent(new Date().toISOString())}`);
  await expect(
    mara
      .getByRole("table", { name: "Grants that were asked for or open" })
      .getByRole("row")
      .filter({ hasText: office }),
    "as of a moment its end is a time: what is left counts from now",
  ).toContainText(/Open.*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);

  await mara.goto("/access");
  await mara
    .getByRole("listitem")
    .filter({ hasText: office })
    .getByRole("button", { name: "Hand back…" })
    .click();
  await mara.getByRole("button", { name: `Close ${office}/32 to shop now` }).click();
  await expect.poll(door, { timeout: 30_000 }).toEqual([]);
});

test("a cloud admin throws somebody out at once", async ({ company }) => {
  test.slow();
  const [shop, reports] = [() => shopDoorTo("203.0.113.80/32"), () => reportsDoorTo("203.0.113.80/32")];
  const jonas = await company.as("Jonas Weber");
  const ruben = await company.as("Ruben Ferreira");
  for (const stack of ["shop", "reports"]) {
    await approve(ruben, await ask(jonas, { stack, from: "203.0.113.80", seconds: 3_600 }));
    await seeApplied(ruben);
  }
  expect(await shop()).toEqual(["tcp 22 from 203.0.113.80/32"]);
  expect(await reports()).toEqual(["tcp 22 from 203.0.113.80/32"]);

  const casey = await company.as("Casey Lindqvist");
  await casey.goto("/access");
  // Other flows open doors for him as well: the button counts what the table shows.
  const openRows = casey
    .getByRole("table", { name: "Grants that are asked for, open or closing" })
    .getByRole("row")
    .filter({ hasText: "Jonas Weber" })
    .filter({ has: casey.getByText("Open", { exact: true }) });
  await expect(openRows.nth(1)).toBeVisible();
  const open = await openRows.count();
  await casey
    .getByRole("listitem")
    .filter({ hasText: "Jonas Weber" })
    .getByRole("button", { name: "Throw out…" })
    .click();
  await casey.getByLabel("Why").fill("His laptop was stolen");
  await casey.getByRole("button", { name: `Close all ${open} of Jonas Weber's grants now` }).click();
  await expect.poll(shop, { timeout: 30_000 }).toEqual([]);
  await expect.poll(reports, { timeout: 30_000 }).toEqual([]);
  await expect
    .poll(() => lettersTo("Jonas Weber"))
    .toContainEqual(expect.stringContaining("SSH to reports has ended"));
});

test("a cloud admin opens access for a named ssh admin and another approves", async ({ company }) => {
  const casey = await company.as("Casey Lindqvist");
  const wish = { stack: "reports", from: "203.0.113.90", seconds: 1_800, for: "Mara Haddad" };
  const change = await ask(casey, wish);
  await expect(approveButton(casey)).toBeHidden();
  await expect(casey.getByRole("main")).toContainText("You asked for this change: somebody else answers it.");

  const ruben = await company.as("Ruben Ferreira");
  await approve(ruben, change);
  await seeApplied(ruben);
  expect(await reportsDoorTo("203.0.113.90/32")).toEqual(["tcp 22 from 203.0.113.90/32"]);

  const mara = await company.as("Mara Haddad");
  await mara.goto("/access");
  await expect(mara.getByRole("listitem").filter({ hasText: "203.0.113.90" })).toContainText("Open");
});
