import { describe, expect, it } from "vitest";
import type { ObservedPart } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { bindingOf, groupOf, interfaceOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import { answerInquiry } from "./answer-inquiry.ts";
import { inquiriesOf } from "./inquiries.ts";
import { type Expectation, judgeQuestion, keptAnswerOf } from "./judge-question.ts";
import { parseQuestion } from "./parse-question.ts";

const answerTo = (
  text: string,
  db: readonly string[],
  unread: readonly ObservedPart[] = [],
  hosts: readonly string[] = ["10.0.2.1/32"],
) => {
  const observation = observationOf(
    {
      groups: [groupOf("sg-app", ["tcp 8080 0.0.0.0/0"]), groupOf("sg-db", db)],
      interfaces: [
        ...hosts.map((cidr, at) => interfaceOf(`eni-app${at}`, ["sg-app"], [cidr])),
        interfaceOf("eni-db", ["sg-db"], ["10.0.3.1/32"]),
      ],
    },
    unread,
  );
  const stack = stackOf({ name: "shop", bindings: [bindingOf("app", "sg-app"), bindingOf("db", "sg-db")] });
  const place = {
    scopeId: "scope",
    accountName: "prod",
    region: "eu",
    index: indexObservation(observation),
    stacks: [stack],
  };
  const question = parseQuestion(text, 0);
  if (!question.ok) throw new Error(question.problem.sentence);
  const inquiries = inquiriesOf(question.value, { places: [place], sources: [], here: null }, 1);
  const [inquiry] = inquiries.ok ? inquiries.value.asked : [];
  const answer = inquiry === undefined ? null : answerInquiry(inquiry, []);
  if (answer?.ok !== true) throw new Error(text);
  return answer.value;
};

const REACH = "can 198.51.100.0/24 reach db:3306";
const stateOf = (expected: Expectation, answer: ReturnType<typeof answerTo>) =>
  judgeQuestion(expected, answer, null).state;

describe("never and always", () => {
  it.each([
    ["nothing is open", [], "holds", "broken"],
    ["a part is open", ["tcp 3306 198.51.100.7/32"], "broken", "broken"],
    ["all is open", ["tcp 3306 198.51.100.0/24"], "broken", "holds"],
    ["a list that could not be read", ["tcp 3306 pl-unread"], "unknown", "unknown"],
  ] as const)("%s", (_, rules, never, always) => {
    const answer = answerTo(REACH, rules);
    expect([stateOf("never", answer), stateOf("always", answer)]).toEqual([never, always]);
  });

  it("shows the packet that breaks it", () => {
    const answer = answerTo(REACH, ["tcp 3306 198.51.100.7/32"]);
    expect(judgeQuestion("never", answer, null).witness).toEqual({
      from: "198.51.100.7",
      to: "10.0.3.1",
      service: "tcp/3306",
    });
  });
});

describe("the same", () => {
  const kept = (answer: ReturnType<typeof answerTo>) => keptAnswerOf(answer);

  it("holds while rules are only written in another way", () => {
    const before = kept(answerTo("who can reach db:3306", ["tcp 3306 198.51.100.0/24"]));
    const halves = ["tcp 3306 198.51.100.0/25", "tcp 3306 198.51.100.128/25"];
    expect(judgeQuestion("same", answerTo("who can reach db:3306", halves), before).state).toBe("holds");
  });

  it("holds when a host comes to a group that is named", () => {
    const rules = ["tcp 3306 sg-app"];
    const before = kept(answerTo("who can reach db:3306", rules));
    const more = answerTo("who can reach db:3306", rules, [], ["10.0.2.1/32", "10.0.2.2/32"]);
    expect(judgeQuestion("same", more, before).state).toBe("holds");
  });

  it("is broken by what is gained and what is lost, and says both", () => {
    const before = kept(answerTo("who can reach db:3306", ["tcp 3306 198.51.100.7/32"]));
    const after = judgeQuestion(
      "same",
      answerTo("who can reach db:3306", ["tcp 3306 198.51.100.8/32"]),
      before,
    );
    expect(after).toMatchObject({
      state: "broken",
      sentence:
        "The answer is not what it was. Gained: open tcp/3306 198.51.100.8/32. Lost: open tcp/3306 198.51.100.7/32.",
    });
  });
});
