/** What is put back of a drift, and why the rest stays, word for word. */
import { describe, expect, it } from "vitest";
import type { Observation, ObservedRule } from "../group/observation.ts";
import { bindingOf, groupOf, observationOf, ruleOf, stackOf } from "../testing/estate.ts";
import { type DriftedRule, planPutBack } from "./plan-put-back.ts";
import { stepWords } from "./step-words.ts";

const STACK = stackOf({
  bindings: [bindingOf("web", "sg-web"), bindingOf("app", "sg-app"), bindingOf("ssh-admin", "sg-ssh")],
});
const GRANT = "sallyport grant 7 until 2030-01-01T00:00Z";
const MEANT = ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"];

const seen = (
  rules: Readonly<Record<string, readonly (string | ObservedRule)[]>>,
  more: Partial<Omit<Observation, "parts">> = {},
): Observation =>
  observationOf({
    groups: Object.entries({ "sg-web": MEANT, "sg-app": ["tcp 8080 sg-web"], "sg-x": [], ...rules }).map(
      ([groupId, texts]) => groupOf(groupId, texts),
    ),
    ...more,
  });

const drifted = (
  change: DriftedRule["change"],
  groupId: string,
  rule: string | ObservedRule,
  description: string | null = null,
): DriftedRule => {
  const { ruleId: _, tags: __, ...rest } = typeof rule === "string" ? ruleOf(rule) : rule;
  return { groupId, change, rule: { ...rest, description } };
};
const came = (groupId: string, rule: string | ObservedRule) => drifted("appeared", groupId, rule);
const went = (groupId: string, rule: string | ObservedRule) => drifted("gone", groupId, rule);

const put = (now: Observation, ...rows: readonly DriftedRule[]) => {
  const planned = planPutBack(STACK, rows, now);
  if (!planned.ok) return planned.problem;
  const { plan, leftOut } = planned.value;
  expect(plan.pinned.pattern).toEqual({ name: "three-tier", version: 1 });
  return { steps: plan.steps.map(stepWords), left: leftOut.map(({ because }) => because) };
};
const left = (...sentences: readonly string[]) => ({ steps: [], left: sentences });

describe("a rule that came", () => {
  const OUT = ruleOf("tcp 9 10.0.0.0/8", "egress");

  it("is judged in its own group, though another has one that is written the same", () =>
    expect(
      put(seen({ "sg-app": ["tcp 8080 sg-web", ...MEANT] }), came("sg-app", "tcp 80 0.0.0.0/0")),
    ).toEqual({ steps: ["Remove tcp/80 from 0.0.0.0/0 from sg-app."], left: [] }));

  it("goes where the model does not ask for all of it", () => {
    expect(
      put(seen({ "sg-web": [...MEANT, "tcp 22 10.0.0.0/8"] }), came("sg-web", "tcp 22 10.0.0.0/8")),
    ).toEqual({
      steps: ["Remove tcp/22 from 10.0.0.0/8 from sg-web."],
      left: [],
    });
    expect(
      put(seen({ "sg-web": [...MEANT, "tcp 79-80 0.0.0.0/0"] }), came("sg-web", "tcp 79-80 0.0.0.0/0")),
    ).toEqual({
      steps: ["Remove tcp/79-80 from 0.0.0.0/0 from sg-web."],
      left: [],
    });
  });

  it("stays otherwise, and it is said why", () => {
    expect(put(seen({}), came("sg-web", "tcp 22 10.0.0.0/8"))).toEqual(left("It is not there any more."));
    expect(put(seen({}), came("sg-web", "tcp 80 0.0.0.0/0"))).toEqual(
      left("tcp/80 from 0.0.0.0/0 stays: the model asks for it."),
    );
    const twice = seen({ "sg-web": [...MEANT, "tcp 80 10.0.0.0/8"] });
    expect(put(twice, came("sg-web", "tcp 80 10.0.0.0/8"))).toEqual(
      left("tcp/80 from 10.0.0.0/8 stays: the model asks for what it allows."),
    );
    expect(put(seen({ "sg-web": [...MEANT, OUT] }), came("sg-web", OUT))).toEqual(
      left("tcp/9 to 10.0.0.0/8 stays: the pattern says nothing about this direction."),
    );
    expect(put(seen({ "sg-web": [...MEANT, "tcp 9 pl-1"] }), came("sg-web", "tcp 9 pl-1"))).toEqual(
      left("tcp/9 from pl-1 stays: whether it is meant cannot be told."),
    );
    expect(put(seen({ "sg-web": [...MEANT, "tcp 9 sg-gone"] }), came("sg-web", "tcp 9 sg-gone"))).toEqual(
      left("tcp/9 from sg-gone stays: it names a group that is gone, and grants nothing."),
    );
    expect(put(seen({ "sg-x": ["tcp 9 10.0.0.0/8"] }), came("sg-x", "tcp 9 10.0.0.0/8"))).toEqual(
      left("tcp/9 from 10.0.0.0/8 stays: its group is not the stack's."),
    );
    expect(put(seen({}), came("sg-nowhere", "tcp 9 10.0.0.0/8"))).toEqual(left("sg-nowhere was not found."));
  });
});

describe("a rule that went", () => {
  it("comes back where the model asks for it, for this stack, as it was described", () => {
    const planned = planPutBack(
      STACK,
      [drifted("gone", "sg-web", "tcp 443 0.0.0.0/0", "shop")],
      seen({ "sg-web": ["tcp 80 0.0.0.0/0"] }),
    );
    expect(planned.ok && planned.value.plan.steps).toMatchObject([
      {
        action: "authorize",
        groupId: "sg-web",
        rule: { description: "shop" },
        tags: { "sallyport:stack": "shop" },
      },
    ]);
  });

  it("stays away otherwise, and it is said why", () => {
    expect(put(seen({}), went("sg-web", "tcp 80 0.0.0.0/0"))).toEqual(left("It is there again."));
    expect(put(seen({}), went("sg-web", "tcp 22 10.0.0.0/8"))).toEqual(
      left("tcp/22 from 10.0.0.0/8 does not come back: the model does not ask for it."),
    );
    expect(put(seen({ "sg-web": ["tcp 443 0.0.0.0/0"] }), went("sg-web", "tcp 79-80 0.0.0.0/0"))).toEqual(
      left("tcp/79-80 from 0.0.0.0/0 does not come back: the model does not ask for all of it."),
    );
    expect(put(seen({}), went("sg-web", "tcp 80 10.0.0.0/8"))).toEqual(
      left("tcp/80 from 10.0.0.0/8 does not come back: the model asks for what it allows."),
    );
    expect(put(seen({}), drifted("gone", "sg-web", "tcp 22 10.0.0.0/8", GRANT))).toEqual(
      left("tcp/22 from 10.0.0.0/8 does not come back: it was a grant's, and must be asked for."),
    );
  });

  it("comes before what came goes, and each is answered for in the order given", () => {
    const now = seen({ "sg-web": ["tcp 443 0.0.0.0/0", "tcp 22 10.0.0.0/8"] });
    expect(
      put(
        now,
        came("sg-web", "tcp 22 10.0.0.0/8"),
        went("sg-web", "tcp 9 ::/0"),
        went("sg-web", "tcp 80 0.0.0.0/0"),
        came("sg-web", "tcp 443 0.0.0.0/0"),
      ),
    ).toEqual({
      steps: ["Allow tcp/80 from 0.0.0.0/0 in sg-web.", "Remove tcp/22 from 10.0.0.0/8 from sg-web."],
      left: [
        "tcp/9 from ::/0 does not come back: the model does not ask for it.",
        "tcp/443 from 0.0.0.0/0 stays: the model asks for it.",
      ],
    });
  });

  it("comes back once, where two that went would each do", () => {
    const halves = ["tcp 443 0.0.0.0/0"];
    expect(
      put(
        seen({ "sg-web": halves }),
        went("sg-web", "tcp 80 0.0.0.0/0"),
        went("sg-web", "tcp 80 128.0.0.0/1"),
      ),
    ).toEqual({
      steps: ["Allow tcp/80 from 0.0.0.0/0 in sg-web."],
      left: ["tcp/80 from 128.0.0.0/1 does not come back: the model asks for what it allows."],
    });
  });
});

describe("nothing is put back", () => {
  it("where there is no room", () => {
    const limits = { rulesPerGroup: 1, groupsPerInterface: 5, asOf: null, problem: null };
    expect(
      put(seen({ "sg-web": ["tcp 443 0.0.0.0/0"] }, { limits }), went("sg-web", "tcp 80 0.0.0.0/0")),
    ).toEqual({
      kind: "unreadable",
      sentence:
        "sg-web (ingress, IPv4) would have 2 rules on the way, and 1 are allowed. It needs 1 more free rule: remove some first, or raise the quota.",
    });
  });

  it("where nobody could open SSH without it", () =>
    expect(put(seen({ "sg-ssh": ["tcp 22 10.0.0.0/8"] }), came("sg-ssh", "tcp 22 10.0.0.0/8"))).toEqual({
      kind: "last-source",
      sentence: "Without it nobody could open SSH to shop: that is not done by itself.",
    }));
});
