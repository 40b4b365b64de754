import { expect, it } from "vitest";
import { freshSalt } from "./fresh-salt.ts";

it("gives 32 bytes to each, that nobody else gets and that stay what they were", () => {
  const salts = Array.from({ length: 1_000 }, freshSalt);
  const texts = salts.map((salt) => Buffer.from(salt).toString("hex"));
  expect(new Set(texts).size).toBe(1_000);
  for (const [place, salt] of salts.entries()) {
    expect(salt).toHaveLength(32);
    expect(Buffer.from(salt).toString("hex")).toBe(texts[place]);
  }
  // Each of the 256,000 bits is set about half of the time: a part that was left at zero would show.
  for (let at = 0; at < 32; at += 1) expect(new Set(salts.map((salt) => salt[at])).size).toBeGreaterThan(200);
});
