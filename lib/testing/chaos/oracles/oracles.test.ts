/** Oracles that find nothing prove nothing: each is shown what it must find. */
import { describe, expect, it } from "vitest";
import type { RequestEntry } from "#lib/sandbox/ec2/request-log.ts";
import { approvalOracle } from "./approval-oracle.ts";
import type { Evidence } from "./evidence.ts";
import { journalOracle } from "./journal-oracle.ts";
import { logOracle } from "./log-oracle.ts";
import { rulesOracle } from "./rules-oracle.ts";
import { settledOracle } from "./settled-oracle.ts";
import { endsOracle, quietAfter } from "./time-oracle.ts";

const GROUP = "sg-1";
const RULE = `${GROUP} ingress tcp 22:22 203.0.113.7/32`;
const START = Date.parse("2026-11-23T00:00:00Z");
const at = (seconds: number): Date => new Date(START + seconds * 1_000);

const request = (action: string, seconds: number, over: Partial<RequestEntry> = {}) => ({
  action,
  time: at(seconds).toISOString(),
  mutating: true,
  effective: true,
  principal: "arn:aws:sts::1:assumed-role/SallyportApply/sallyport",
  parameters: {
    GroupId: GROUP,
    IpPermissions: [
      { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "203.0.113.7/32" }] },
    ],
  },
  ...over,
});
const intent = (kind: string, seconds: number, attempt = 1) => ({
  kind: "intent",
  attempt,
  createdAt: at(seconds),
  body: { action: kind, target: RULE, request: { kind } },
});
const outcome = (seconds: number, attempt = 1) => ({
  kind: "outcome",
  attempt,
  createdAt: at(seconds),
  body: {},
});
const step = (...journal: readonly object[]) => ({ id: "step", state: "done", journal });
const grant = (over: object = {}) => ({
  id: "grant",
  number: 1,
  changeId: "change",
  state: "ended",
  groupId: GROUP,
  peer: "203.0.113.7/32",
  endsAt: at(20),
  openedAt: at(1),
  alreadyOpenBy: null,
  ...over,
});
const change = (over: object = {}) => ({
  id: "change",
  number: 1,
  kind: "grant",
  state: "applied",
  reason: "chaos 1",
  requesterId: "mara",
  beneficiaryId: "mara",
  requirement: { parts: [{ count: 1 }] },
  moves: [{ toState: "applying", at: at(1) }],
  approvals: [
    { decision: "approve", personId: "casey", role: "cloud_admin", createdAt: at(0), dismissedAt: null },
  ],
  ...over,
});
const role = (over: object = {}) => ({
  personId: "casey",
  role: "cloud_admin",
  validFrom: at(-100),
  validUntil: null,
  ...over,
});

/** A grant that was opened and closed as it should. */
const evidence = (over: object = {}): Evidence =>
  ({
    before: new Set<string>(),
    now: new Set<string>(),
    requests: [request("AuthorizeSecurityGroupIngress", 2), request("RevokeSecurityGroupIngress", 21)],
    troubles: [],
    lostByHand: [],
    notes: ["a note"],
    audit: { faults: [], signed: 9 },
    steps: [step(intent("authorize", 1), outcome(3)), step(intent("revoke", 20), outcome(22))],
    changes: [change()],
    grants: [grant()],
    roles: [role()],
    drifts: [],
    leases: [],
    entries: [
      { action: "change.applied", changeId: "change", grantId: null },
      { action: "grant.opened", changeId: "change", grantId: "grant" },
    ],
    ...over,
  }) as unknown as Evidence;

const ORACLES = [journalOracle, rulesOracle, logOracle, approvalOracle, settledOracle, endsOracle];
const found = (over: object): string[] => ORACLES.flatMap((oracle) => [...oracle(evidence(over))]);

it("nothing is found where all is well", () => expect(found({})).toEqual([]));

describe("O1", () => {
  it("a call without an intent, before it, or twice on one", () => {
    expect(found({ steps: [] }).join()).toContain("without an intent");
    expect(found({ steps: [step(intent("authorize", 5)), step(intent("revoke", 20))] }).join()).toContain(
      "authorize",
    );
    const twice = [2, 2.5].map((seconds) => request("AuthorizeSecurityGroupIngress", seconds));
    expect(
      found({ requests: [...twice, request("RevokeSecurityGroupIngress", 21)] }).filter((each) =>
        each.startsWith("O1"),
      ),
    ).toHaveLength(1);
  });
  it("two outcomes of one attempt, and an attempt that nobody settled", () => {
    const steps = evidence().steps;
    const two = step(intent("authorize", 1), outcome(3), outcome(4));
    expect(found({ steps: [two, steps[1]] }).join()).toContain("two outcomes");
    const open = { ...step(intent("revoke", 20)), state: "intended" };
    expect(found({ steps: [steps[0], open] }).join()).toContain("nobody knows");
  });
});

describe("O2", () => {
  it("a rule against what was done, unless a drift record tells of it", () => {
    expect(found({ now: new Set([RULE]) }).join()).toContain("O2");
    const drifts = [{ groupId: GROUP, ruleKey: RULE.slice(GROUP.length + 1) }];
    expect(found({ now: new Set([RULE]), drifts })).toEqual([]);
  });
  it("a rule that somebody with a console may have closed while EC2 was killed is in doubt, and no other is", () => {
    const open = { before: new Set([RULE]), steps: [], requests: [], grants: [] };
    const killed = [{ from: at(5).getTime(), until: at(6).getTime(), what: "kill sandbox" }];
    const lost = { target: RULE, from: at(4).getTime(), until: at(5).getTime() + 1 };
    const oracle = (over: object) => rulesOracle(evidence({ ...open, troubles: killed, ...over })).join();
    expect(oracle({ lostByHand: [lost] })).toBe("");
    expect(oracle({ lostByHand: [] })).toContain("not there");
    expect(oracle({ lostByHand: [{ ...lost, target: "sg-2" }] })).toContain("not there");
    expect(oracle({ lostByHand: [{ ...lost, until: at(4.5).getTime() }] })).toContain("not there");
    expect(oracle({ lostByHand: [{ ...lost, from: at(6).getTime() }] })).toContain("not there");
  });
  it("a live grant without its rule", () =>
    expect(found({ grants: [grant({ state: "live", endsAt: at(99_999_999) })] }).join()).toContain(
      "a grant is live",
    ));
});

describe("O3", () => {
  it("a log that is not what was signed, or not signed at all", () => {
    expect(found({ audit: { faults: ["Entry 3 was edited."], signed: 9 } })).toEqual([
      "O3: Entry 3 was edited.",
    ]);
    expect(found({ notes: [] }).join()).toContain("no checkpoint");
  });
  it("something told twice or never, and a form that made two requests", () => {
    expect(found({ entries: [] })).toHaveLength(2);
    const entries = [...evidence().entries, { action: "change.applied", changeId: "other", grantId: null }];
    expect(found({ changes: [change(), change({ id: "other" })], entries }).join()).toContain("2 requests");
  });
});

describe("O3 of a change that stopped half-way", () => {
  const partial = { changes: [change({ state: "partial" })] };
  const told = (...actions: readonly string[]) =>
    logOracle(
      evidence({
        ...partial,
        entries: actions.map((action) => ({ action, changeId: "change", grantId: "grant" })),
      }),
    );
  it("what it may have opened is told as ending, once, and not as opened", () => {
    expect(told("grant.ending")).toEqual([]);
    expect(told("grant.opened").join()).toContain("told as ending 0 times");
  });
});

describe("O4", () => {
  it("one's own approval, too few, or by somebody who was no admin when it began", () => {
    expect(found({ changes: [change({ requesterId: "casey" })] }).join()).toContain("whoever asked");
    expect(found({ changes: [change({ requirement: { parts: [{ count: 2 }] } })] }).join()).toContain(
      "1 of 2",
    );
    expect(found({ roles: [role({ validUntil: at(0.5) })] }).join()).toContain("no cloud_admin");
  });
});

describe("O5", () => {
  it("what is still under way, and a lease that is still held", () => {
    expect(found({ changes: [change({ state: "unknown" })] }).join()).toContain("still unknown");
    expect(found({ grants: [grant({ state: "ending" })] }).join()).toContain("still ending");
    const leases = [{ key: "group", holder: "worker", expiresAt: new Date(Date.now() + 60_000) }];
    expect(found({ leases }).join()).toContain("still holds");
  });
});

describe("O6", () => {
  it("a rule that stayed too long while nothing was wrong, or for ever", () => {
    const late = [request("AuthorizeSecurityGroupIngress", 2), request("RevokeSecurityGroupIngress", 50)];
    expect(found({ requests: late }).join()).toContain("30000 ms late");
    expect(found({ requests: late, troubles: [{ from: +at(15), until: +at(40), what: "kill" }] })).toEqual(
      [],
    );
    expect(found({ requests: late.slice(0, 1) }).join()).toContain("never");
  });
  it("counts from the end of trouble that leaves no quiet between", () => {
    const trouble = (from: number, until: number) => ({ from: +at(from), until: +at(until), what: "" });
    expect(quietAfter(+at(0), [])).toBe(+at(15));
    expect(quietAfter(+at(0), [trouble(20, 30)])).toBe(+at(15));
    expect(quietAfter(+at(0), [trouble(10, 12), trouble(14, 20)])).toBe(+at(35));
  });
});
