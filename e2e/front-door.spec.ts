import { expect, test } from "./support/flows.ts";
import { productUrl } from "./support/product.ts";
import { get } from "./support/raw.ts";
import { everyPage } from "./support/routes.ts";

/** Words that only somebody who is signed in may read. */
const secrets = /tidewater|shop-(web|app|db|ssh)|vpc-0[0-9a-f]{16}|Lindqvist|Haddad|Storefront/;

const subrequest = Array(6).fill("middleware").join(":");

/** What has opened doors elsewhere. Each turns a page's path into what is asked for. */
const ways: Record<string, (page: string) => { path: string; headers?: Record<string, string> }> = {
  plainly: (path) => ({ path }),
  "as a subrequest of the proxy": (path) => ({ path, headers: { "x-middleware-subrequest": subrequest } }),
  "as a subrequest of src": (path) => ({
    path,
    headers: { "x-middleware-subrequest": `src/${subrequest}:proxy` },
  }),
  "for its data": (path) => ({ path: `${path}?_rsc=1`, headers: { rsc: "1" } }),
  "for its data by name": (path) => ({ path: `${path}.rsc` }),
  "for a segment": (path) => ({
    path: `${path}?_rsc=1`,
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  }),
  "for a segment by name": (path) => ({ path: `${path}.segments/_tree.segment.rsc` }),
  "by the old data route": (path) => ({ path: `/_next/data/build${path}.json` }),
  "with a doubled slash": (path) => ({ path: `/${path}` }),
  "with a slash in the end": (path) => ({ path: `${path}/` }),
  "with a step aside": (path) => ({ path: `/sign-in/..${path}` }),
  "with an encoded step aside": (path) => ({ path: `/sign-in/%2e%2e${path}` }),
  "with an encoded letter": (path) => ({
    path: path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  }),
  "in capitals": (path) => ({ path: path.toUpperCase() }),
  "with another locale": (path) => ({ path: `/en${path}` }),
  "as somebody else's rewrite": (path) => ({
    path: "/sign-in",
    headers: { "x-rewrite-url": path, "x-original-url": path, "x-matched-path": path },
  }),
  "with a made-up session": (path) => ({
    path,
    headers: { cookie: "sallyport.session=0; next-auth.session-token=0" },
  }),
};

for (const [way, ask] of Object.entries(ways)) {
  test(`nobody reads a page ${way}`, async () => {
    for (const page of everyPage()) {
      const { path, headers } = ask(page);
      const answer = await get(path, headers);
      expect(secrets.exec(answer.body)?.[0], path).toBeUndefined();
      expect(answer.status, path).toBeLessThan(500);
      if (way === "plainly") {
        expect(answer.status, path).toBe(307);
        expect(answer.location, path).toBe(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
      } else if (answer.location !== "") {
        expect(new URL(answer.location, productUrl()).origin, path).toBe(productUrl());
      }
    }
  });
}

test("nobody reads what the palette would find", async () => {
  const answer = await get("/palette?q=shop");
  expect(answer.status).toBe(404);
  expect(secrets.exec(answer.body)?.[0]).toBeUndefined();
});

const elsewhere = [
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "\\\\evil.example",
  `${"http://localhost"}@evil.example/`,
  "javascript:alert(document.domain)",
  "data:text/html,evil",
];

test("signing in leads nowhere but here", async ({ company, browser }) => {
  const mara = await company.as("Mara Haddad");
  for (const target of elsewhere) {
    await mara.goto(`/sign-in?callbackUrl=${encodeURIComponent(target)}`);
    expect(new URL(mara.url()).origin, target).toBe(productUrl());
    await expect(mara.getByRole("main"), target).toBeVisible();
  }
  const fresh = await browser.newContext({ baseURL: productUrl() });
  const page = await fresh.newPage();
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent("//evil.example")}`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Continue as Mara Haddad" }).click();
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(productUrl());
  await fresh.close();
});

test("signing in leads back to the page that was asked for", async ({ browser }) => {
  const fresh = await browser.newContext({ baseURL: productUrl() });
  const page = await fresh.newPage();
  await page.goto("/stacks?state=out-of-line&sort=name");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Continue as Ruben Ferreira" }).click();
  await expect(page).toHaveURL(`${productUrl()}/stacks?state=out-of-line&sort=name`);
  await fresh.close();
});
