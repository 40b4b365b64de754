/** A rule that is rewritten in place, over the wire: a full group, a lost answer, a rule that changed, a dead worker. */
import {
  AuthorizeSecurityGroupIngressCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import { planRule } from "#lib/core/plan/plan-rule.ts";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { demoEstate } from "#lib/sandbox/estate/demo-estate.ts";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { expectEachCallIntended } from "#lib/testing/worker/oracles.ts";
import { startWorker, type WorkerProcess } from "#lib/testing/worker/worker-process.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const WEB = GROUP.shopWeb;
const WIDE = "ingress tcp 443:444 0.0.0.0/0";
const EXACT = "ingress tcp 443:443 0.0.0.0/0";

let bench: Bench;
const running: WorkerProcess[] = [];

/** The shop's web group has two rules in each family, and may have no more. */
const crowded = {
  ...demoEstate,
  accounts: demoEstate.accounts.map((account) => ({
    ...account,
    regions: account.regions.map((region) => ({ ...region, quotas: { rulesPerGroup: 2 } })),
  })),
};

const https = (toPort: number) => [
  { IpProtocol: "tcp", FromPort: 443, ToPort: toPort, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
];
const byHand = () => bench.sandbox.ec2(PROD_ADMIN_KEY, bench.org.scope.region);

beforeEach(async () => {
  bench = await startBench({ estate: crowded });
  await byHand().send(new RevokeSecurityGroupIngressCommand({ GroupId: WEB, IpPermissions: https(443) }));
  await byHand().send(new AuthorizeSecurityGroupIngressCommand({ GroupId: WEB, IpPermissions: https(444) }));
});
afterEach(async () => {
  for (const worker of running.splice(0)) {
    worker.kill("SIGKILL");
    await worker.ended;
  }
  await bench.close();
});

const webRules = async () =>
  ((await bench.observe()).groups.find(({ groupId }) => groupId === WEB)?.rules ?? []).filter(
    ({ direction }) => direction === "ingress",
  );
const rewrites = async () =>
  (await bench.mutations()).filter(({ action }) => action === "ModifySecurityGroupRules");

/** A request to narrow the wide rule, approved. */
async function narrow() {
  const [observation, stack] = [await bench.observe(), await bench.model()];
  const proposal = planRule(
    stack,
    diffStack(stack, observation),
    observation,
    { groupId: WEB, ruleKey: WIDE, change: "narrow" },
    {
      removeRedundant: false,
      acceptNoSshSource: false,
      acceptQuotaGap: false,
      limits: limitsInForce(observation),
    },
  );
  if (!proposal.ok) throw new Error(proposal.problem.sentence);
  const { ruben, casey } = bench.org.people;
  const change = await bench.writeChange(proposal.value.plan, "rule", ruben, ruben);
  await bench.approve(change, casey);
  return { change, plan: proposal.value.plan };
}

describe("a rule in a full group", () => {
  it("is rewritten by one call, keeps its id, and was counted by the account's own limit", async () => {
    const before = (await webRules()).find((rule) => ruleKey(rule) === WIDE);
    const { change, plan } = await narrow();
    expect(plan.steps.map(({ action }) => action)).toEqual(["modify"]);
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.changeState(change.id)).toBe("applied");
    const after = (await webRules()).find((rule) => ruleKey(rule) === EXACT);
    expect(after).toMatchObject({ ruleId: before?.ruleId, description: "sallyport shop" });
    expect((await webRules()).some((rule) => ruleKey(rule) === WIDE)).toBe(false);
    expect((await rewrites()).map(({ code }) => code)).toEqual(["Success"]);
    await expectEachCallIntended(bench, change.id);
  });

  it("is rewritten once when the answer is lost, and reading tells so", async () => {
    const { change } = await narrow();
    await bench.sandbox.fault({
      match: { action: "ModifySecurityGroupRules" },
      effect: { kind: "drop", when: "after" },
    });
    await applyChange(bench.deps, change.id);
    expect(await bench.changeState(change.id)).toBe("applied");
    expect(await rewrites()).toHaveLength(1);
    await expectEachCallIntended(bench, change.id);
  });

  it("is not touched when its id stands for another rule by now", async () => {
    const { change, plan } = await narrow();
    const [step] = plan.steps;
    if (step?.action !== "modify") throw new Error("The rule is rewritten.");
    await byHand().send(
      new ModifySecurityGroupRulesCommand({
        GroupId: WEB,
        SecurityGroupRules: [
          {
            SecurityGroupRuleId: step.ruleId,
            SecurityGroupRule: { IpProtocol: "tcp", FromPort: 9_443, ToPort: 9_443, CidrIpv4: "10.0.0.0/8" },
          },
        ],
      }),
    );
    await applyChange(bench.deps, change.id);
    const row = await bench.org.worker.changeRequest.findUniqueOrThrow({ where: { id: change.id } });
    expect(row).toMatchObject({
      state: "stale",
      outcome: {
        changes: expect.arrayContaining([expect.stringMatching(/sgr-\w+ of sg-\w+ is another now/)]),
      },
    });
    expect(await rewrites()).toHaveLength(1);
  });

  it("is not added to when the group has filled up since: it is counted again before anything is done", async () => {
    const http = [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    const other = [{ IpProtocol: "udp", FromPort: 53, ToPort: 53, IpRanges: [{ CidrIp: "10.9.0.0/16" }] }];
    await byHand().send(new RevokeSecurityGroupIngressCommand({ GroupId: WEB, IpPermissions: http }));
    const { change, plan } = await narrow();
    expect(plan.steps.map(({ action }) => action)).toEqual(["authorize", "revoke"]);
    await byHand().send(new AuthorizeSecurityGroupIngressCommand({ GroupId: WEB, IpPermissions: other }));
    const before = (await bench.mutations()).length;
    await applyChange(bench.deps, change.id);
    const row = await bench.org.worker.changeRequest.findUniqueOrThrow({ where: { id: change.id } });
    expect(row).toMatchObject({
      state: "failed",
      outcome: { sentence: expect.stringMatching(/no room for it now.*would have 3 rules.*2 are allowed/) },
    });
    expect((await bench.mutations()).length).toBe(before);
  });

  it.each(["after-intent", "after-call"])("%s of a worker that dies: it is rewritten once", async (point) => {
    const { change } = await narrow();
    const first = await startWorker(bench, { SALLYPORT_FAIL_POINT: `${point}:1` });
    running.push(first);
    expect(await first.ended).toBe("SIGKILL");
    running.push(await startWorker(bench));
    await expect.poll(() => bench.changeState(change.id), { timeout: 30_000, interval: 200 }).toBe("applied");
    expect((await rewrites()).filter(({ effective }) => effective)).toHaveLength(1);
    await expectEachCallIntended(bench, change.id);
  });
});
