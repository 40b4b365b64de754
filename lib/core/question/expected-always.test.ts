import { expect, it } from "vitest";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { bindingOf, groupOf, interfaceOf, observationOf, ruleOf, stackOf } from "#lib/core/testing/estate.ts";
import { answerInquiry } from "./answer-inquiry.ts";
import { inquiriesOf } from "./inquiries.ts";
import { judgeQuestion } from "./judge-question.ts";
import { parseQuestion } from "./parse-question.ts";

/** What becomes of "always" where app is played by two groups, each with these rules. */
const always = (first: readonly string[], second: readonly string[], from = "web") => {
  const web = groupOf("sg-web", [ruleOf("-1 * 0.0.0.0/0", "egress")]);
  const observation = observationOf({
    groups: [web, groupOf("sg-app", first), groupOf("sg-app2", second)],
    interfaces: [
      interfaceOf("eni-1", ["sg-web"], ["10.0.1.1/32"]),
      interfaceOf("eni-2", ["sg-app"], ["10.0.2.1/32"]),
      interfaceOf("eni-3", ["sg-app2"], ["10.0.2.2/32"]),
    ],
  });
  const bindings = [bindingOf("web", "sg-web"), bindingOf("app", "sg-app", "sg-app2")];
  const place = {
    scopeId: "scope",
    accountName: "prod",
    region: "eu",
    index: indexObservation(observation),
    stacks: [stackOf({ name: "shop", bindings })],
  };
  const question = parseQuestion(`can ${from} reach app:8080`, 0);
  if (!question.ok) throw new Error(question.problem.sentence);
  const inquiries = inquiriesOf(question.value, { places: [place], sources: [], here: null }, 1);
  const [inquiry] = inquiries.ok ? inquiries.value.asked : [];
  const answer = inquiry === undefined ? null : answerInquiry(inquiry, []);
  if (answer?.ok !== true) throw new Error(from);
  return judgeQuestion("always", answer.value, null);
};

const OPEN = ["tcp 8080 sg-web"];
const UNREAD = ["tcp 8080 pl-unread"];
const NETWORK = "198.51.100.0/24";
const LOW = "tcp 8080 198.51.100.0/25";
const HIGH = "tcp 8080 198.51.100.128/25";

it.each([
  ["all of them are open", OPEN, OPEN, "holds"],
  ["one of them is shut", OPEN, [], "broken"],
  ["one of them is shut and nobody can tell of the other", UNREAD, [], "broken"],
  ["nobody can tell of one of them", OPEN, UNREAD, "unknown"],
] as const)("of a tier's targets: %s", (_, first, second, expected) => {
  expect(always(first, second).state).toBe(expected);
});

it.each([
  ["each is open for another half", [LOW], [HIGH], "broken"],
  ["of the other half of each nobody can tell", [LOW, ...UNREAD], [HIGH, ...UNREAD], "unknown"],
  ["of the other half of one nobody can tell", [LOW, HIGH], [HIGH, ...UNREAD], "unknown"],
] as const)("of a network that asks: %s", (_, first, second, expected) => {
  expect(always(first, second, NETWORK).state).toBe(expected);
});

it("names the targets that are never reached", () => {
  expect(always(OPEN, []).sentence).toBe(
    "Yes, in part: security groups permit some of the shop/web tier to reach the shop/app tier on tcp/8080. Not reached: eni-3.",
  );
  expect(always(UNREAD, []).sentence).toBe("Not all that was asked gets through. Not reached: eni-3.");
});
