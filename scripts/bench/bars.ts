/** What is measured, each as a ratio to a baseline of the same run, with the bar it must not cross. */
import { diffAccount } from "#lib/core/diff/diff-account.ts";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import type { Observation, ObservedGroup } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { portRange } from "#lib/core/net/service-set.ts";
import { canReach } from "#lib/core/reach/can-reach.ts";
import type { ReachContext } from "#lib/core/reach/question.ts";
import { whoCanReach } from "#lib/core/reach/who-can-reach.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { DescribedFile } from "#lib/formats/ec2/describe/described-file.ts";
import { answersOf } from "./answers.ts";
import { type AccountText, accountText, fullDiff, observe, parseFiles } from "./described-account.ts";
import { fastest, liveHeap, median, timed, timedAsItComes, timedInTurns } from "./timing.ts";

export interface Measured {
  readonly what: string;
  /** For people: `61 ms to 170 ms`. */
  readonly figures: string;
  readonly ratio: number;
  readonly bar: number;
}

const RUNS = 25;

const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** The same account with one group that somebody just changed. */
const withOneRuleLess = (observation: Observation, place: number): Observation => {
  const group = observation.groups[place];
  if (group === undefined) throw new Error(`There is no group ${place}.`);
  const changed: ObservedGroup = { ...group, rules: group.rules.slice(1) };
  return { ...observation, groups: observation.groups.with(place, changed) };
};

const everyTwentieth = (count: number): number[] =>
  Array.from({ length: Math.floor(count / 20) }, (_, step) => step * 20 + 3);

const againMs = (stacks: readonly Stack[], observation: Observation): number => {
  const earlier = diffAccount(stacks, observation);
  return median(
    everyTwentieth(observation.groups.length).map((place) =>
      timedAsItComes(() => diffAccount(stacks, withOneRuleLess(observation, place), earlier)),
    ),
  );
};

/** Questions as people ask them of different stacks, each once: only the account is warm, never the question. */
const reachMs = (stacks: readonly Stack[], observation: Observation): { can: number; who: number } => {
  const index = indexObservation(observation);
  const times = { can: [] as number[], who: [] as number[] };
  for (const stack of stacks.filter((_, place) => place % 20 === 0)) {
    const context: ReachContext = { index, stack, sources: stack.openSources };
    const target = { kind: "tier", tier: "db" } as const;
    const services = portRange(6, 3306, 3306);
    times.can.push(
      timedAsItComes(() => canReach({ peer: { kind: "tier", tier: "app" }, target, services }, context)),
      timedAsItComes(() => canReach({ peer: { kind: "internet" }, target, services }, context)),
    );
    times.who.push(timedAsItComes(() => whoCanReach(target, services, context)));
  }
  return { can: median(times.can), who: median(times.who) };
};

/** How many rules there are; makes them all. */
const countRules = ({ groups }: Observation): number =>
  groups.reduce((sum, group) => sum + group.rules.length, 0);

interface Weighed extends Pick<Measured, "figures" | "ratio"> {
  /** Bytes once every rule was asked for: those of a group are made at the first look. */
  readonly withEveryRule: number;
}

const heapRatio = (text: AccountText): Weighed => {
  const before = liveHeap();
  const files = parseFiles(text);
  const parsed = liveHeap() - before;
  const kept = fullDiff(text.stacks, files);
  const ours = liveHeap() - before - parsed;
  const rules = countRules(kept.observation);
  const withEveryRule = liveHeap() - before - parsed;
  // Both must live until here, or there is nothing to weigh.
  if (kept.stacks.size === 0 || files.length === 0 || rules === 0)
    throw new Error("There is nothing to weigh.");
  return { figures: `${mb(ours)} above ${mb(parsed)}`, ratio: ours / parsed, withEveryRule };
};

/** The full diff of files just parsed, against stacks that nobody has written as rules yet. */
const unseenMs = (text: AccountText): number =>
  fastest(
    Array.from({ length: 5 }, () => {
      const [files, stacks] = [parseFiles(text), structuredClone(text.stacks)];
      return timed(() => fullDiff(stacks, files));
    }),
  );

/** Time for one group of the largest account to one of the usual. */
const growthTo = (largest: number, usual: AccountText, files: readonly DescribedFile[]): number => {
  const text = accountText(largest);
  const large = parseFiles(text);
  const times = timedInTurns(7, {
    usual: () => fullDiff(usual.stacks, files),
    large: () => fullDiff(text.stacks, large),
  });
  const sizeRatio = text.stacks.length / usual.stacks.length;
  return fastest(times.large) / fastest(times.usual) / sizeRatio;
};

export interface Bench {
  readonly account: string;
  readonly measured: readonly Measured[];
  /** Beside the bars, without one. */
  readonly notes: readonly string[];
}

export const runBench = (groups: number, largest: number, tell: (step: string) => void): Bench => {
  tell(`making an account of ${groups} groups`);
  const text = accountText(groups);
  const small = accountText(100);
  fullDiff(small.stacks, parseFiles(small));
  const { withEveryRule, ...heap } = heapRatio(text);
  const files = parseFiles(text);
  tell("reading and comparing it");
  const first = timed(() => fullDiff(text.stacks, files));
  const times = timedInTurns(RUNS, {
    parse: () => parseFiles(text),
    read: () => observe(files),
    full: () => fullDiff(text.stacks, files),
  });
  const unseen = unseenMs(text);
  const parse = fastest(times.parse);
  const full = fastest(times.full);
  const observation = observe(files);
  tell("changing one group after another");
  const again = againMs(text.stacks, observation);
  tell("asking who reaches whom");
  const reach = reachMs(text.stacks, observation);
  tell("showing some stacks in full");
  const index = indexObservation(observation);
  const shown = text.stacks.slice(0, 20);
  const detailed = timed(() => shown.map((stack) => diffStack(stack, observation, index))) / shown.length;
  tell("asking what is found, and what could be adopted");
  const answers = answersOf(text.stacks, () => observe(files));
  tell(`making an account of ${largest} groups`);
  const growth = growthTo(largest, text, files);
  const rules = countRules(observation);
  const size = files.length === 0 ? 0 : text.files.reduce((sum, file) => sum + file.text.length, 0);
  return {
    account: `${groups} groups, ${rules} rules, ${observation.interfaces.length} interfaces, ${text.stacks.length} stacks, ${text.driftedGroups} groups changed by hand; ${mb(size)} of JSON`,
    measured: [
      {
        what: "parse to canonical and full diff, to JSON.parse of the same files",
        figures: `${ms(full)} to ${ms(parse)}`,
        ratio: full / parse,
        bar: 0.5,
      },
      {
        what: "again after one group changed, to the full diff",
        figures: `${ms(again)} to ${ms(full)}`,
        ratio: again / full,
        bar: 1 / 100,
      },
      {
        what: "a reach question, warm, to the full diff",
        figures: `${ms(reach.can)} to ${ms(full)}`,
        ratio: reach.can / full,
        bar: 1 / 100,
      },
      {
        what: '"who can reach", warm, to the full diff',
        figures: `${ms(reach.who)} to ${ms(full)}`,
        ratio: reach.who / full,
        bar: 1 / 20,
      },
      { what: "heap above the parsed JSON, to the parsed JSON", ...heap, bar: 0.5 },
      {
        what: `time for one group of ${largest}, to one of ${groups}`,
        figures: `${growth.toFixed(2)} times`,
        ratio: growth,
        bar: 1.1,
      },
    ],
    notes: [
      `of the full diff, reading takes ${ms(fastest(times.read))}`,
      `a full diff of files just parsed, against stacks not written as rules before, takes ${ms(unseen)}`,
      `the first full diff of a process, before anything is compiled, takes ${ms(first)}`,
      `one stack in full detail, as its page shows it, takes ${ms(detailed)}`,
      `every rule of the catalogue of findings takes ${ms(answers.catalogue)}, and ${ms(answers.bareCatalogue)} where no stack is described`,
      `at the first question, who can reach an open web tier on anything takes ${ms(answers.who)}, what the whole Internet can reach ${ms(answers.what)}, and proposing what to adopt ${ms(answers.adopt)}`,
      `once every rule was asked for, the heap above the parsed JSON is ${mb(withEveryRule)}`,
    ],
  };
};
