/** What is taken away while the worker is opening it does not stay open. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Bench, QUICK, startBench } from "#lib/testing/worker/bench.ts";
import { revokeAllOfPerson } from "#lib/usecases/access/revoke-all-of-person.ts";
import { revokeGrant } from "#lib/usecases/access/revoke-grant.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { dueGrants } from "#lib/usecases/expiry/due-grants.ts";
import { endGrant } from "#lib/usecases/expiry/end-grant.ts";
import { disablePerson, enablePerson } from "#lib/usecases/people/disable-person.ts";
import { endRole } from "#lib/usecases/people/end-role.ts";

const sshFrom = (cidr: string): string => `ingress tcp 22:22 ${cidr}`;

describe("while a grant is being opened", () => {
  let bench: Bench;
  let host = 100;
  beforeAll(async () => {
    bench = await startBench({ times: { ...QUICK, requestLifeMs: 500, sendWithinMs: 1_000 } });
  });
  afterAll(() => bench.close());
  afterEach(() => bench.sandbox.clearFaults());

  /** Approved, begun, and stopped before its first call. */
  const begun = async () => {
    host += 1;
    const cidr = `203.0.113.${host}/32`;
    const asked = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
    await bench.approve(asked.change, bench.org.people.casey);
    const stopped = { ...bench.deps, stopping: () => true };
    expect(await applyChange(stopped, asked.change.id)).toMatchObject({ kind: "waiting" });
    expect(await bench.changeState(asked.change.id)).toBe("applying");
    return { ...asked, cidr };
  };
  const expectNeverOpened = async ({ change, grant, cidr }: Awaited<ReturnType<typeof begun>>) => {
    const before = (await bench.mutations()).length;
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.changeState(change.id)).toBe("failed");
    expect(await bench.grantState(grant.id)).toBe("refused");
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
    expect((await bench.mutations()).length).toBe(before);
  };

  it("a revocation of all of a person's access stops it before its call", async () => {
    const asked = await begun();
    const { casey, mara } = bench.org.people;
    const input = { personId: mara.personId, reason: "Left" };
    expect(await revokeAllOfPerson(bench.org.deps, casey, input)).toMatchObject({
      value: { grantsEnding: 1 },
    });
    await expectNeverOpened(asked);
  });

  it("so does shutting its holder out, and shutting out whoever approved it", async () => {
    for (const shut of [bench.org.people.mara, bench.org.people.casey]) {
      const asked = await begun();
      const input = { personId: shut.personId };
      expect(await disablePerson(bench.org.deps, bench.org.people.ruben, input)).toMatchObject({ ok: true });
      await expectNeverOpened(asked);
      await enablePerson(bench.org.deps, bench.org.people.ruben, input);
    }
  });

  it("a revocation while nobody can tell whether it is open closes it as soon as that is known", async () => {
    host += 1;
    const cidr = `203.0.113.${host}/32`;
    const { change, grant } = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
    await bench.approve(change, bench.org.people.casey);
    await bench.sandbox.fault({
      times: 1,
      effect: { kind: "drop", when: "after" },
      match: { action: "AuthorizeSecurityGroupIngress" },
    });
    let revoked = false;
    const session = async () => {
      const input = { grantId: grant.id, reason: "Not this one" };
      revoked = (await revokeGrant(bench.org.deps, bench.org.people.casey, input)).ok;
    };
    // Between the answer that was lost and the read that finds its effect.
    const gate = {
      open: async (scope: Parameters<typeof bench.deps.ec2.open>[0]) => {
        const real = await bench.deps.ec2.open(scope);
        return {
          ...real,
          send: async (...call: Parameters<typeof real.send>) => {
            const outcome = await real.send(...call);
            await session();
            return outcome;
          },
        };
      },
    };
    await applyChange({ ...bench.deps, ec2: gate }, change.id);
    expect(revoked).toBe(true);
    expect(await bench.doorRules()).toContain(sshFrom(cidr));
    expect(await bench.grantState(grant.id)).toBe("ending");
    expect((await dueGrants(bench.org.worker, 10)).map(({ id }) => id)).toContain(grant.id);
    expect(await endGrant(bench.deps, grant.id)).toEqual({ kind: "ended" });
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
    expect(await bench.grantState(grant.id)).toBe("ended");
  });

  it("what the policy does not allow is not opened, though somebody approved it", async () => {
    const rejected = async (cidr: string, seconds: number, why: RegExp) => {
      const asked = await bench.askGrant(bench.org.people.mara, cidr, seconds);
      await bench.approve(asked.change, bench.org.people.casey);
      expect(await applyChange(bench.deps, asked.change.id)).toEqual({ kind: "ended" });
      const { state, outcome } = await bench.org.owner.changeRequest.findUniqueOrThrow({
        where: { id: asked.change.id },
      });
      expect({ state, outcome }).toMatchObject({
        state: "failed",
        outcome: { sentence: expect.stringMatching(why) },
      });
      expect(await bench.grantState(asked.grant.id)).toBe("refused");
      expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
    };
    await rejected("203.0.112.0/20", 3_600, /wider than anybody may ask for/);
    await rejected("192.0.2.0/28", 3_600, /outside the organisation's networks/);
    await rejected("192.0.2.1/32", 90 * 86_400, /at most 12 hours/);
  });

  it("a stack whose text cannot be read holds up no grant's end, its own included", async () => {
    host += 1;
    const cidr = `203.0.113.${host}/32`;
    const { change, grant } = await bench.askGrant(bench.org.people.mara, cidr, 3_600);
    await bench.approve(change, bench.org.people.casey);
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.doorRules()).toContain(sshFrom(cidr));
    const { yaml } = bench.org.pattern;
    await bench.org.owner.pattern.updateMany({ data: { yaml: "tiers: 7" } });
    await bench.org.owner.$executeRaw`
      UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
       WHERE id = ${grant.id}::uuid`;
    expect(await endGrant(bench.deps, grant.id)).toEqual({ kind: "ended" });
    expect(await bench.doorRules()).not.toContain(sshFrom(cidr));
    await bench.org.owner.pattern.updateMany({ data: { yaml } });
  });

  it("the end of its holder's role stops it, too", async () => {
    const asked = await begun();
    const { id } = await bench.org.owner.roleAssignment.findFirstOrThrow({
      where: { personId: bench.org.people.mara.personId, validUntil: null },
    });
    expect(await endRole(bench.org.deps, bench.org.people.ruben, { assignmentId: id })).toMatchObject({
      ok: true,
    });
    await expectNeverOpened(asked);
  });
});
