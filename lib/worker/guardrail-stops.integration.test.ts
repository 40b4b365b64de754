/** A guardrail that a plan would break, and that nobody was shown, stops it before its first call. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";

const sshFrom = (cidr: string): string => `ingress tcp 22:22 ${cidr}`;

describe("a guardrail added after a plan was made", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  const askedAndGuarded = async (cidr: string) => {
    const asked = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
    const { yaml } = bench.org.pattern;
    await bench.org.owner.pattern.updateMany({
      data: {
        yaml: yaml.replace("guardrails:\n", `guardrails:\n  - never: ${cidr} -> tier ssh-admin tcp/22\n`),
      },
    });
    return asked;
  };

  it("stops what breaks it: no call is made, and the request says which and why", async () => {
    const cidr = "203.0.113.201/32";
    const { change, grant } = await askedAndGuarded(cidr);
    await bench.approve(change, bench.org.people.casey);
    const before = (await bench.mutations()).length;
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    const { state, outcome } = await bench.org.owner.changeRequest.findUniqueOrThrow({
      where: { id: change.id },
    });
    expect({ state, outcome }).toMatchObject({
      state: "stale",
      outcome: {
        sentence: expect.stringMatching(/would break a guardrail/),
        changes: [
          expect.stringMatching(
            /^Breaks the guardrail "never: 203\.0\.113\.201\/32 -> tier ssh-admin tcp\/22" of shop: 203\.0\.113\.201 can reach .* on tcp\/22\.$/,
          ),
        ],
      },
    });
    expect(await bench.grantState(grant.id)).toBe("refused");
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
    expect((await bench.mutations()).length).toBe(before);
  });

  it("lets through what was shown to break it, and approved all the same", async () => {
    const cidr = "203.0.113.202/32";
    const { change } = await askedAndGuarded(cidr);
    const { effect } = await bench.org.owner.changeRequest.findUniqueOrThrow({ where: { id: change.id } });
    const shown = {
      stack: "shop",
      text: `never: ${cidr} -> tier ssh-admin tcp/22`,
      before: "holds",
      after: "broken",
      grows: false,
      sentence: "It breaks.",
    };
    await bench.org.owner.changeRequest.update({
      where: { id: change.id },
      data: { effect: { ...Object(effect), guardrails: [shown] } },
    });
    await bench.approve(change, bench.org.people.casey);
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.doorRules()).toContain(sshFrom(cidr));
  });
});
