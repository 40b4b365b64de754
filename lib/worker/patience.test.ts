import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Patience } from "./patience.ts";

it("is longer each time for what cannot go on, and as short as before for what waits for its turn", async () => {
  const patience = new Patience();
  for (let times = 0; times < 10; times += 1) {
    patience.wait("stuck");
    patience.waitForTurn("held");
  }
  expect([patience.isDue("stuck"), patience.isDue("held"), patience.isDue("new")]).toEqual([
    false,
    false,
    true,
  ]);
  await sleep(950);
  expect([patience.isDue("stuck"), patience.isDue("held")]).toEqual([false, true]);
  patience.forget("stuck");
  expect(patience.isDue("stuck")).toBe(true);
});
