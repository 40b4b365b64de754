import { expect, it } from "vitest";
import { createLog } from "./log.ts";
import { ScopeLanes } from "./scope-lanes.ts";

const lanes = () => new ScopeLanes(createLog("silent"), 2);

it("goes on with one account while another does not answer, and asks nothing more of that one", async () => {
  const both = lanes();
  const answer = Promise.withResolvers<void>();
  const done: string[] = [];
  both.begin("slow", [1, 2, 3], async (item) => {
    await answer.promise;
    done.push(`slow ${item}`);
  });
  both.begin("quick", [1, 2, 3], async (item) => void done.push(`quick ${item}`));
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual(["quick 1", "quick 2", "quick 3"]);
  both.begin("slow", [1], async () => void done.push("slow again"));
  answer.resolve();
  await both.idle();
  expect(done.slice(3).sort()).toEqual(["slow 1", "slow 2", "slow 3"]);
});

it("a scope is free again when all of it has been tried, whatever failed", async () => {
  const some = lanes();
  const tried: number[] = [];
  some.begin("a", [1, 2, 3], async (item) => {
    tried.push(item);
    throw new Error("no");
  });
  await some.idle();
  some.begin("a", [4], async (item) => void tried.push(item));
  await some.idle();
  expect(tried).toEqual([1, 2, 3, 4]);
});
