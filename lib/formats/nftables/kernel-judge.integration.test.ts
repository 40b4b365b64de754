/**
 * The kernel as judge: what the core says an interface's groups allow, tried packet by packet on a Linux kernel that was
 * given the exported ruleset. It proves the algebra and the exporter against each other; about EC2 it proves nothing.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation, ObservedInterface } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { groupOf, interfaceOf, observationOf, ruleOf } from "#lib/core/testing/estate.ts";
import { missingForKernel } from "#lib/testing/kernel/missing-for-kernel.ts";
import { GUEST_DEVICE } from "#lib/testing/kernel/packet-court.ts";
import { reachEstate } from "#lib/testing/kernel/reach-estate.ts";
import { toughEstate } from "#lib/testing/kernel/tough-estate.ts";
import { tryReach } from "#lib/testing/kernel/try-reach.ts";
import { type Trial, tryRuleset } from "#lib/testing/kernel/try-ruleset.ts";
import { missingRecordedAccounts, recordedAccounts } from "#lib/testing/recorded-accounts.ts";
import { interfaceRuleset } from "./interface-ruleset.ts";

const missing = missingForKernel();
if (missing !== null) process.stderr.write(`The kernel as judge DID NOT RUN: ${missing}.\n`);
if (missingRecordedAccounts !== null)
  process.stderr.write(`The kernel DID NOT JUDGE the recorded accounts: ${missingRecordedAccounts}.\n`);

declare module "vitest" {
  interface TaskMeta {
    /** What a test measured, in its own words. */
    proof?: string;
  }
}

const ESTATES = Number(process.env.JUDGED_ESTATES ?? 8);
const PACKETS = 300;

/** One interface with what it is tried by. */
const trialOf = async (
  observation: Observation,
  item: ObservedInterface | undefined,
  spoil = (text: string) => text,
): Promise<Trial> => {
  const index = indexObservation(observation);
  if (item === undefined) throw new Error("An estate without an interface.");
  const ruleset = interfaceRuleset(item, index, GUEST_DEVICE);
  if (!ruleset.ok) throw new Error(JSON.stringify(ruleset.problem));
  return tryRuleset(spoil(ruleset.value.text), item, index, PACKETS);
};

const sum = (trials: readonly Trial[]): Trial => ({
  passed: trials.reduce((total, { passed }) => total + passed, 0),
  dropped: trials.reduce((total, { dropped }) => total + dropped, 0),
  answers: trials.reduce((total, { answers }) => total + answers, 0),
  unrouted: trials.reduce((total, { unrouted }) => total + unrouted, 0),
  disagreements: trials.flatMap(({ disagreements }) => disagreements),
});

/** What was judged, for the table of `npm run proof`. */
const summary = (trials: readonly Trial[], { passed, dropped, answers, unrouted }: Trial): string =>
  `${passed + dropped} packets of ${trials.length} interfaces: ${passed} passed, ${dropped} dropped, ${answers} of ` +
  `them answers; ${unrouted} more no router forwards`;

const name = `the kernel as judge${missing === null ? "" : `: NOT RUN, ${missing}`}`;

describe.skipIf(missing !== null)(name, () => {
  it("lets through exactly the packets that the core says are allowed, over random estates", async ({
    task,
  }) => {
    const trials: Trial[] = [];
    for (const observation of fc.sample(toughEstate, { numRuns: ESTATES, seed: 741 }))
      trials.push(await trialOf(observation, observation.interfaces[0]));
    const total = sum(trials);
    task.meta.proof = summary(trials, total);
    expect(total.disagreements).toEqual([]);
    expect(total.passed).toBeGreaterThan(50 * ESTATES);
    expect(total.dropped).toBeGreaterThan(100 * ESTATES);
    expect(total.answers).toBeGreaterThan(20 * ESTATES);
  }, 300_000);

  it("lets packets of one interface reach another exactly when reach says yes", async ({ task }) => {
    const trials: Trial[] = [];
    for (const observation of fc.sample(reachEstate, { numRuns: ESTATES, seed: 741 })) {
      const index = indexObservation(observation);
      const [to, from] = observation.interfaces;
      if (to === undefined || from === undefined) throw new Error("An estate of fewer than two interfaces.");
      trials.push(await tryReach(from, to, index));
    }
    const total = sum(trials);
    task.meta.proof = summary(trials, total);
    expect(total.disagreements).toEqual([]);
    expect(Math.min(total.passed, total.dropped)).toBeGreaterThan(20 * ESTATES);
  }, 300_000);

  it.skipIf(missingRecordedAccounts !== null)(
    "agrees with the core on every interface of the recorded accounts",
    async ({ task }) => {
      const trials: Trial[] = [];
      for (const { observation } of recordedAccounts())
        for (const item of observation.interfaces)
          if (item.groupIds.length > 0) trials.push(await trialOf(observation, item));
      const total = sum(trials);
      task.meta.proof = summary(trials, total);
      expect(total.disagreements).toEqual([]);
      expect(Math.min(total.passed, total.dropped, total.answers)).toBeGreaterThan(100);
    },
    300_000,
  );

  it.each([
    ["a port too many", "tcp dport 20-25", "tcp dport 20-26"],
    ["a network half as wide", "10.9.0.0/28", "10.9.0.0/29"],
    ["a type without its code", "icmp type 3 icmp code 4", "icmp type 3"],
    ["a rule too few", /.*meta l4proto 50.*\n/, ""],
    ["no sessions", "    ct state established accept\n", ""],
    ["every session let in", "ct state established", "ct state new,established"],
  ])("notices %s", async (_what, right, wrong) => {
    const group = groupOf("sg-1", [
      "tcp 20-25 10.9.0.0/28",
      "icmp 3/4 10.9.0.0/28",
      { ...ruleOf("tcp 0 10.9.0.0/28"), protocol: "50" },
    ]);
    const observation = observationOf({
      groups: [group],
      interfaces: [interfaceOf("eni-1", ["sg-1"], ["10.9.0.99/32"])],
    });
    const trial = await trialOf(observation, observation.interfaces[0], (text) => {
      const spoilt = text.replace(right, wrong);
      expect(spoilt).not.toBe(text);
      return spoilt;
    });
    expect(trial.disagreements).not.toEqual([]);
  });
});
