import fc from "fast-check";
import { expect, test } from "vitest";
import { safeReturnPath } from "./return-path.ts";

const ORIGIN = "https://sallyport.tidewater.example";

test.each(["/", "/stacks/shop?tab=rules#r3", "/changes/7", "/groups/sg-0b9096a04e7d80068"])(
  "%s is a page of ours",
  (path) => {
    expect(safeReturnPath(path, ORIGIN)).toBe(path);
    expect(safeReturnPath(`${ORIGIN}${path}`, ORIGIN)).toBe(path);
  },
);

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n//evil.example",
  " //evil.example",
  "///evil.example",
  "https://evil.example/",
  "https:evil.example",
  "https:/evil.example",
  "http://sallyport.tidewater.example/",
  "https://sallyport.tidewater.example.evil.example/",
  "https://sallyport.tidewater.example@evil.example/",
  "https://casey:x@sallyport.tidewater.example/stacks",
  "https://sallyport.tidewater.example:8443/",
  "javascript:alert(1)",
  "data:text/html,x",
  "/.//evil.example",
  "/stacks/..//evil.example",
  "/api/auth/csrf",
  "/sign-in?callbackUrl=/sign-in",
  "stacks",
  "",
  null,
  undefined,
])("%j leads home instead", (wanted) => {
  expect(safeReturnPath(wanted, ORIGIN)).toBe("/");
});

test("whatever comes in, a browser that follows it stays here", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    "//",
    "evil.example",
    "@",
    ":",
    "https:",
    "..",
    ".",
    "?",
    "#",
    "%2f",
    "\t",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => parts.join("")),
      ),
      (wanted) => {
        const path = safeReturnPath(wanted, ORIGIN);
        expect(path.startsWith("/")).toBe(true);
        expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
      },
    ),
    { numRuns: 2000 },
  );
});
