import { expect, it } from "vitest";
import { carriesLogToken } from "./log-token.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";

it.each([
  [`Bearer ${TOKEN}`, TOKEN, true],
  [`bearer ${TOKEN}`, TOKEN, true],
  [`Bearer ${TOKEN}0`, TOKEN, false],
  [`Bearer ${TOKEN} ${TOKEN}`, TOKEN, false],
  [`Basic ${TOKEN}`, TOKEN, false],
  ["Bearer undefined", undefined, false],
  ["Bearer ", TOKEN, false],
  [null, TOKEN, false],
  [null, undefined, false],
] as const)("%j for %j: %s", (authorization, token, carried) => {
  expect(carriesLogToken(authorization, token)).toBe(carried);
});
