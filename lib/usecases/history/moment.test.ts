import { expect, test } from "vitest";
import { momentSchema } from "./moment.ts";

test.each(["2026-03-03T14:00:00Z", "2026-03-03T14:00:00.123Z", "2028-02-29T00:00:00Z"])(
  "%s is a moment",
  (text) => {
    expect(momentSchema.parse(text).getTime()).toBe(Date.parse(text));
  },
);

test.each([
  "",
  "now",
  "2026-03-03",
  "2026-03-03T14:00Z",
  "2026-03-03T14:00:00",
  "2026-03-03T14:00:00+01:00",
  "2026-02-30T14:00:00Z",
  "2026-03-03T24:00:00Z",
  "2026-03-03T14:00:00.123456Z",
  "0000-01-01T00:00:00Z",
  "1999-12-31T23:59:59Z",
  " 2026-03-03T14:00:00Z",
])("%j is none", (text) => {
  expect(momentSchema.safeParse(text).success).toBe(false);
});
