/**
 * What differs between two plans of one request, as lines that are gone (-) and lines that are new (+): for people
 * whose approvals no longer count. Equal pins have no difference, and the other way round.
 */
import { pinText } from "./pin.ts";
import type { FlowLine, Plan, PlanStep } from "./plan.ts";
import { ruleWords, stepWords } from "./step-words.ts";

export interface PlanDiffLine {
  readonly sign: "-" | "+";
  readonly text: string;
}

const flowWords = (verb: string, { groupId, direction, peer, service }: FlowLine): string =>
  `${verb} ${service} ${direction === "ingress" ? "from" : "to"} ${peer} in ${groupId}`;

/** A step with everything about it that is pinned, its description and tags too. */
function wholeStep(step: PlanStep): string {
  const words = stepWords(step);
  if (step.action !== "authorize") return words;
  const tags = Object.entries(step.tags).map(([name, value]) => `${name}=${value}`);
  const said = [...(step.rule.description === null ? [] : [`“${step.rule.description}”`]), ...tags];
  return said.length === 0 ? words : `${words} (${said.join(", ")})`;
}

/** Steps that come and go, by their number; one that only moved up or down because of that does not count. */
function stepLines(was: Plan, is: Plan): readonly PlanDiffLine[] {
  const [before, after] = [was.steps.map(wholeStep), is.steps.map(wholeStep)];
  const only = (sign: PlanDiffLine["sign"], words: readonly string[], others: readonly string[]) =>
    words.flatMap((text, at) => (others.includes(text) ? [] : [{ sign, text: `Step ${at + 1}: ${text}` }]));
  const stay = before.filter((text) => after.includes(text));
  const isInOrder = after.filter((text) => before.includes(text)).join() === stay.join();
  return [
    ...only("-", before, after),
    ...only("+", after, before),
    ...(isInOrder ? [] : [{ sign: "+" as const, text: "The steps that stay come in another order." }]),
  ];
}

const linesOf = ({ gained, lost, pinned, accountId, region }: Plan): readonly string[] => [
  `Account ${accountId}, ${region}`,
  ...gained.map((line) => flowWords("Opens", line)),
  ...lost.map((line) => flowWords("Closes", line)),
  `Rests on the pattern ${pinned.pattern.name}, version ${pinned.pattern.version}`,
  ...pinned.rules.map(({ groupId, rule }) => `Rests on ${ruleWords(rule)} in ${groupId}`),
  ...pinned.prefixLists.map(({ prefixListId, version }) => `Rests on ${prefixListId}, version ${version}`),
  ...pinned.referencedGroupIds.map((groupId) => `Rests on the group ${groupId}`),
  ...pinned.interfaces.map(
    ({ interfaceId, groupIds }) => `Rests on ${interfaceId} carrying ${groupIds.join(", ")}`,
  ),
];

export function planDiff(was: Plan, is: Plan): readonly PlanDiffLine[] {
  if (pinText(was) === pinText(is)) return [];
  const [before, after] = [linesOf(was), linesOf(is)];
  const gone = before.filter((line) => !after.includes(line));
  const come = after.filter((line) => !before.includes(line));
  const steps = stepLines(was, is);
  if (gone.length + come.length + steps.length === 0) {
    return [{ sign: "+", text: "The same in other words: ids or descriptions of what it touches changed." }];
  }
  return [
    ...steps,
    ...gone.map((text) => ({ sign: "-" as const, text })),
    ...come.map((text) => ({ sign: "+" as const, text })),
  ];
}
