import { describe, expect, it } from "vitest";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import {
  bindingOf,
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  sourceOf,
  stackOf,
} from "#lib/core/testing/estate.ts";
import { answerInquiry } from "./answer-inquiry.ts";
import type { AskedEstate } from "./asked-estate.ts";
import { completeQuestion } from "./complete-question.ts";
import { inquiriesOf } from "./inquiries.ts";
import { parseQuestion } from "./parse-question.ts";
import { printQuestion } from "./print-question.ts";
import { formOf, questionOfForm } from "./question-form.ts";

const NOW = Date.UTC(2026, 10, 22);

/** With the egress that EC2 gives every new group. */
const open = (groupId: string, name: string, rules: readonly string[]) => {
  const group = groupOf(groupId, rules);
  return { ...group, name, rules: [...group.rules, ruleOf("-1 * 0.0.0.0/0", "egress")] };
};

const observation = observationOf({
  groups: [
    open("sg-web", "shop-web", ["tcp 443 0.0.0.0/0"]),
    open("sg-app", "shop-app", ["tcp 8080 sg-web"]),
    open("sg-db", "shop-db", ["tcp 3306 sg-app"]),
    open("sg-web2", "blog-web", ["tcp 443 0.0.0.0/0"]),
    open("sg-db2", "blog-db", ["tcp 3306 sg-web", "tcp 3306 203.0.113.77/32"]),
  ],
  interfaces: [
    interfaceOf("eni-web", ["sg-web"], ["10.0.1.1/32"], { publicAddresses: ["198.51.100.20"] }),
    interfaceOf("eni-app", ["sg-app"], ["10.0.2.1/32"]),
    interfaceOf("eni-db", ["sg-db"], ["10.0.3.1/32"]),
    interfaceOf("eni-web2", ["sg-web2"], ["10.0.4.1/32"]),
    interfaceOf("eni-db2", ["sg-db2"], ["10.0.5.1/32"]),
  ],
});

const shop = stackOf({
  name: "shop",
  bindings: [bindingOf("web", "sg-web"), bindingOf("app", "sg-app"), bindingOf("db", "sg-db")],
});
const blog = stackOf({ name: "blog", bindings: [bindingOf("web", "sg-web2"), bindingOf("db", "sg-db2")] });

const estate: AskedEstate = {
  places: [
    {
      scopeId: "scope",
      accountName: "prod",
      region: "eu",
      index: indexObservation(observation),
      stacks: [shop, blog],
    },
  ],
  sources: [{ ...sourceOf("203.0.113.77/32"), name: "laptop", ownerName: "Mara Haddad" }],
  here: "203.0.113.77/32",
};

const read = (text: string) => {
  const question = parseQuestion(text, NOW);
  if (!question.ok) throw new Error(question.problem.sentence);
  return question.value;
};

/** Each meaning and its answer; a problem as its sentence and what to ask instead. */
const answers = (text: string): readonly string[] => {
  const inquiries = inquiriesOf(read(text), estate, 12);
  if (!inquiries.ok) return [inquiries.problem.sentence, ...inquiries.problem.instead];
  return inquiries.value.asked.map((inquiry) => {
    const answer = answerInquiry(inquiry, estate.sources);
    return answer.ok ? `${answer.value.question}: ${answer.value.verdict}` : answer.problem;
  });
};

describe("what names mean", () => {
  it.each([
    [
      "can internet reach db:3306",
      ["can internet reach shop/db:3306: no", "can internet reach blog/db:3306: yes"],
    ],
    ["can web reach db:3306", ["can shop/web reach shop/db:3306: no", "can blog/web reach blog/db:3306: no"]],
    ["can shop/web reach blog/db:3306", ["can shop/web reach blog/db:3306: yes"]],
    ["can Mara's laptop reach the db tier of blog", ["can laptop reach blog/db: yes"]],
    ["can this laptop reach shop's db on mysql", ["can this laptop reach shop/db:3306: no"]],
    ["can laptop reach BLOG-DB:3306", ["can laptop reach sg-db2:3306: yes"]],
    ["can internet reach 198.51.100.20:443", ["can internet reach eni-web:443: yes"]],
    ["who can reach 10.0.5.1:3306", ["who can reach eni-db2:3306: yes"]],
    [
      "who can reach shop on 443",
      ["who can reach shop/web:443: yes", "who can reach shop/app:443: no", "who can reach shop/db:443: no"],
    ],
    [
      "internet -> shop/web:443 -> shop/app:8080 -> shop/db:3306",
      ["can internet reach shop/web:443 then shop/app:8080 then shop/db:3306: yes"],
    ],
    ["internet -> shop/web:443 -> blog/db:3306", ["can internet reach shop/web:443 then blog/db:3306: yes"]],
    ["who can reach internet", ["The Internet is no target: name an address outside, such as 198.51.100.7."]],
  ] as const)("%s", (text, expected) => {
    expect(answers(text)).toEqual(expected);
  });

  it("offers what was perhaps meant, as whole questions", () => {
    expect(answers("who can reach shpo/db")).toEqual([
      "There is no db of shpo.",
      "who can reach shop/db",
      "who can reach shop-db",
    ]);
    expect(answers("who can reach 10.0.0.300")[0]).toContain("10.0.0.300");
    expect(answers("can internet reach blgo-db:3306")).toContain("can internet reach blog-db:3306");
  });

  it("finds a way over other tiers where there is no direct one", () => {
    const [inquiry] = (() => {
      const inquiries = inquiriesOf(read("can internet reach shop/db:3306"), estate, 1);
      return inquiries.ok ? inquiries.value.asked : [];
    })();
    const answer = inquiry === undefined ? null : answerInquiry(inquiry, []);
    const way = answer?.ok === true && answer.value.kind === "can" ? answer.value.wayRound : null;
    expect(way).toBe("can internet reach shop/web:443 then shop/app:8080 then shop/db:3306");
    expect(answers(way ?? "")).toEqual([`${way}: yes`]);
  });
});

describe("the form", () => {
  it.each([
    "can internet reach web:443 then app:8080 then db on tcp/3306, udp/53",
    `can "Mara's laptop" reach shop/db:3306`,
    "who could reach db:3306 at 2026-03-03 14:00 UTC",
    "what can this laptop reach on tcp/22",
    "what can 2001:db8::1 reach",
  ])("asks the same as %s", (text) => {
    const question = read(text);
    expect(questionOfForm(formOf(question), NOW)).toEqual({ ok: true, value: question });
    expect(printQuestion(question)).toBe(text);
  });

  it("says which field is missing", () => {
    const form = { kind: "can", from: "", to: "db", on: "", via: "", at: "" } as const;
    expect(questionOfForm(form, NOW)).toMatchObject({ problem: { sentence: "Say from whom." } });
  });
});

describe("going on", () => {
  it.each([
    ["", "who can reach "],
    ["who can reach s", "who can reach shop"],
    ["who can reach shop/d", "who can reach shop/db"],
    ["who can reach db:", "who can reach db:3306"],
    ["can int", "can internet reach "],
    ["can internet reach web:443 then a", "can internet reach web:443 then app"],
    ["what can Mar", null],
  ])("%s", (text, going) => {
    const found = completeQuestion(text, estate).map((each) => each.text);
    if (going === null) expect(found).toEqual([]);
    else expect(found).toContain(going);
  });
});
