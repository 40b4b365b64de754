import { describe, expect, it } from "vitest";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { bindingOf, groupOf, interfaceOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import type { OpenSource } from "#lib/core/tier/pattern.ts";
import { answerInquiry } from "./answer-inquiry.ts";
import type { AskedEstate, AskedSource } from "./asked-estate.ts";
import { inquiriesOf } from "./inquiries.ts";
import { parseQuestion } from "./parse-question.ts";

const listOf = (prefixListId: string, entry: string) => ({
  prefixListId,
  name: "",
  family: "ipv4" as const,
  ownerId: "111122223333",
  version: 1,
  maxEntries: 5,
  entries: [entry],
});

const observation = observationOf({
  groups: [groupOf("sg-db", ["tcp 3306 203.0.113.0/24"])],
  interfaces: [interfaceOf("eni-db", ["sg-db"], ["10.0.3.1/32"])],
  prefixLists: [listOf("pl-1", "198.51.100.0/24"), listOf("pl-2", "203.0.113.0/24")],
});

const of = (ownerName: string | null, value: string, name = "office"): AskedSource => {
  const peer: OpenSource["peer"] = value.startsWith("pl-")
    ? { kind: "prefix-list", prefixListId: value }
    : { kind: "cidr", cidr: value };
  return { name, ownerName, peer };
};

/** Each meaning and its answer; a problem as its sentence. */
const answers = (text: string, sources: readonly AskedSource[]): readonly string[] => {
  const place = {
    scopeId: "scope",
    accountName: "prod",
    region: "eu",
    index: indexObservation(observation),
    stacks: [stackOf({ name: "shop", bindings: [bindingOf("db", "sg-db")] })],
  };
  const estate: AskedEstate = { places: [place], sources, here: null };
  const question = parseQuestion(text, 0);
  if (!question.ok) throw new Error(question.problem.sentence);
  const inquiries = inquiriesOf(question.value, estate, 12);
  if (!inquiries.ok) return [inquiries.problem.sentence];
  return inquiries.value.asked.map((inquiry) => {
    const answer = answerInquiry(inquiry, sources);
    return answer.ok ? `${answer.value.question}: ${answer.value.verdict}` : answer.problem;
  });
};

/** Asked again as it was printed, each is itself and nothing else. */
const expectAnswers = (text: string, sources: readonly AskedSource[], expected: readonly string[]) => {
  const found = answers(text, sources);
  expect(found).toEqual(expected);
  for (const each of found) expect(answers(each.slice(0, each.lastIndexOf(": ")), sources)).toEqual([each]);
};

describe("sources that are called alike", () => {
  const lists = [of("Ann Archer", "pl-1"), of("Bob Baker", "pl-2")];

  it("each is asked about for itself, and its owner is in the question", () => {
    expectAnswers("can Bob's office reach db:3306", lists, [
      `can "Bob Baker's office" reach shop/db:3306: yes`,
    ]);
    expectAnswers("can Ann's office reach db:3306", lists, [
      `can "Ann Archer's office" reach shop/db:3306: no`,
    ]);
    expectAnswers("can office reach db:3306", lists, [
      `can "Ann Archer's office" reach shop/db:3306: no`,
      `can "Bob Baker's office" reach shop/db:3306: yes`,
    ]);
  });

  it("networks as well", () => {
    const networks = [of("Ann Archer", "198.51.100.0/24"), of("Bob Baker", "203.0.113.0/24")];
    expectAnswers("can Bob's office reach db:3306", networks, [
      `can "Bob Baker's office" reach shop/db:3306: yes`,
    ]);
  });

  it("by what they are where their owners are called alike, too, or nobody owns them", () => {
    expectAnswers(
      "can office reach db:3306",
      [of("Bob Baker", "pl-1"), of("Bob Baker", "pl-2")],
      ["can pl-1 reach shop/db:3306: no", "can pl-2 reach shop/db:3306: yes"],
    );
    expectAnswers(
      "can office reach db:3306",
      [of(null, "198.51.100.0/24"), of(null, "pl-2")],
      ["can 198.51.100.0/24 reach shop/db:3306: no", "can pl-2 reach shop/db:3306: yes"],
    );
  });
});

it("a name alone where it is the only one, or all of that name are the same", () => {
  expectAnswers(
    "can Bob's office reach db:3306",
    [of("Bob Baker", "pl-2")],
    ["can office reach shop/db:3306: yes"],
  );
  expectAnswers(
    "can Bob's office reach db:3306",
    [of("Ann Archer", "pl-2"), of("Bob Baker", "pl-2")],
    ["can office reach shop/db:3306: yes"],
  );
});

it("a source that is called like a tier is not taken for it", () => {
  expectAnswers(
    "can Bob's db reach db:3306",
    [of("Bob Baker", "pl-2", "db")],
    [`can "Bob Baker's db" reach shop/db:3306: yes`],
  );
});
