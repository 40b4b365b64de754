/**
 * A question as the exact ones it stands for: `can internet reach db:3306` is asked of every stack that has a db. Names
 * without a stack mean the same stack at both ends.
 */
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { AskedEstate, AskedPlace } from "./asked-estate.ts";
import { type Meaning, meaningsOf } from "./meaning.ts";
import { printQuestion } from "./print-question.ts";
import type { Named, Question, QuestionProblem } from "./question.ts";

export interface MeantHop {
  readonly to: Meaning;
  readonly services: ServiceSet;
}

/** `question`: the same for this one alone. */
export type Inquiry = { readonly place: AskedPlace; readonly question: Question } & (
  | { readonly kind: "can"; readonly from: Meaning; readonly hops: readonly MeantHop[] }
  | { readonly kind: "who"; readonly to: Meaning; readonly services: ServiceSet }
  | { readonly kind: "what"; readonly from: Meaning; readonly services: ServiceSet }
);

export interface Inquiries {
  readonly asked: readonly Inquiry[];
  /** How many more there are than are answered at once. */
  readonly omitted: number;
}

/** Every end of a question, in the order they stand in it. */
const endsOfQuestion = (question: Question): readonly Named[] => {
  if (question.kind === "can") return [question.from, ...question.hops.map(({ to }) => to)];
  return [question.kind === "who" ? question.to : question.from];
};

/** The same question of other ends. */
const withEnds = (question: Question, ends: readonly Named[]): Question => {
  const [first] = ends;
  if (first === undefined) return question;
  if (question.kind === "who") return { ...question, to: first };
  if (question.kind === "what") return { ...question, from: first };
  return {
    ...question,
    from: first,
    hops: question.hops.map((hop, place) => ({ ...hop, to: ends[place + 1] ?? hop.to })),
  };
};

const isOpen = (named: Named): boolean =>
  named.kind === "name" || (named.kind === "tier" && named.stack === null);

/** Ends that can stand in one question: of one account and Region, and of one stack where neither names any. */
const fits = (ends: readonly Meaning[], named: readonly Named[]): boolean => {
  const places = new Set(ends.flatMap(({ place }) => place?.scopeId ?? []));
  const stacks = new Set(
    ends.flatMap(({ stack }, at) =>
      stack !== null && isOpen(named[at] ?? { kind: "here" }) ? stack.name : [],
    ),
  );
  return places.size <= 1 && stacks.size <= 1;
};

/** Every choice of one meaning for each end that fits. A bound keeps senseless questions cheap. */
const choices = (
  all: readonly (readonly Meaning[])[],
  named: readonly Named[],
): readonly (readonly Meaning[])[] =>
  all.reduce<readonly (readonly Meaning[])[]>(
    (chosen, meanings) =>
      chosen
        .flatMap((ends) => meanings.map((meaning) => [...ends, meaning]))
        .filter((ends) => fits(ends, named))
        .slice(0, 5_000),
    [[]],
  );

const inquiryOf = (question: Question, ends: readonly Meaning[], place: AskedPlace): Inquiry[] => {
  const [first] = ends;
  if (first === undefined) return [];
  const own = withEnds(
    question,
    ends.map(({ named }) => named),
  );
  if (question.kind === "who")
    return [{ kind: "who", place, question: own, to: first, services: question.services }];
  if (question.kind === "what")
    return [{ kind: "what", place, question: own, from: first, services: question.services }];
  const hops = question.hops.flatMap(({ services }, at): MeantHop[] => {
    const to = ends[at + 1];
    return to === undefined ? [] : [{ to, services }];
  });
  return [{ kind: "can", place, question: own, from: first, hops }];
};

/** At most `limit` at once. What cannot be looked up is said with the question as it could have been meant. */
export const inquiriesOf = (
  question: Question,
  estate: AskedEstate,
  limit: number,
): Result<Inquiries, QuestionProblem> => {
  // Of names that nothing was seen of, nobody can say that there are none.
  if (estate.places.length === 0)
    return fail({ sentence: "Nothing had been seen then: no look at EC2 had ended.", instead: [] });
  const named = endsOfQuestion(question);
  const meanings: (readonly Meaning[])[] = [];
  for (const [at, end] of named.entries()) {
    const isTarget = question.kind === "who" || (question.kind === "can" && at > 0);
    const found = meaningsOf(end, estate, isTarget);
    if (!found.ok)
      return fail({
        sentence: found.problem.sentence,
        instead: found.problem.nearest.map((near) =>
          printQuestion(
            withEnds(
              question,
              named.map((each, place) => (place === at ? near : each)),
            ),
          ),
        ),
      });
    meanings.push(found.value);
  }
  const all = choices(meanings, named).flatMap((ends) => {
    const place = ends.find((end) => end.place !== null)?.place ?? null;
    const places = place === null ? estate.places : [place];
    return places.flatMap((each) => inquiryOf(question, ends, each));
  });
  return all.length === 0
    ? fail({
        sentence:
          "These are not in one account and Region, or not in one stack: no security group answers for both.",
        instead: [],
      })
    : succeed({ asked: all.slice(0, limit), omitted: Math.max(0, all.length - limit) });
};
