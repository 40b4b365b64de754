import fc from "fast-check";
import { expect, it, vi } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { arbitraryPartlyRead } from "#lib/core/testing/arbitrary-reach.ts";
import { bindingOf, stackOf } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { answerInquiry } from "./answer-inquiry.ts";
import { inquiriesOf } from "./inquiries.ts";
import { type Expectation, judgeQuestion } from "./judge-question.ts";
import { parseQuestion } from "./parse-question.ts";

vi.setConfig({ testTimeout: lawTimeout() });

/** Tiers of several groups, of which some may be shut, or carried by nobody, while others are open. */
const SEVERAL = [bindingOf("web", "sg-web", "sg-web2"), bindingOf("app", "sg-app", "sg-db", "sg-ssh")];

/** Null where the question is about what was not seen. */
const stateOf = (text: string, expected: Expectation, observation: Observation): string | null => {
  const place = {
    scopeId: "scope",
    accountName: "prod",
    region: "eu",
    index: indexObservation(observation),
    stacks: [stackOf({ name: "shop", bindings: SEVERAL })],
  };
  const question = parseQuestion(text, 0);
  if (!question.ok) throw new Error(question.problem.sentence);
  const inquiries = inquiriesOf(question.value, { places: [place], sources: [], here: null }, 1);
  const [inquiry] = inquiries.ok ? inquiries.value.asked : [];
  const answer = inquiry === undefined ? null : answerInquiry(inquiry, []);
  return answer?.ok === true ? judgeQuestion(expected, answer.value, null).state : null;
};

const question = fc
  .tuple(
    fc.constantFrom("internet", "198.51.100.0/24", "198.51.100.7", "10.0.1.0/24", "shop/web", "sg-stranger"),
    fc.constantFrom("shop/app", "shop/web", "shop/app:22 then shop/app", "10.0.1.1"),
    fc.constantFrom("tcp/22", "tcp/8080", "tcp/20-25", "all"),
  )
  .map(([from, to, services]) => `can ${from} reach ${to}${services === "all" ? "" : ` on ${services}`}`);

it("law 8: what holds or is broken stays so whatever the unknown turns out to be", () => {
  fc.assert(
    fc.property(
      arbitraryPartlyRead,
      question,
      fc.constantFrom("never", "always"),
      ([truth, seen], text, expected) => {
        const whole = stateOf(text, expected, truth);
        const part = stateOf(text, expected, seen);
        if (whole === null || part === null || part === "unknown") return;
        expect(whole).toBe(part);
      },
    ),
    { numRuns: lawCases() },
  );
});
