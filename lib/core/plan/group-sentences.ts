/** What comes of groups as such, in plain words: made and deleted. */
import type { EffectNames } from "./effect-names.ts";
import type { FlowLine, PlanStep } from "./plan.ts";

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;

const many = (words: readonly string[], what: string): string =>
  `the ${words.length === 1 ? what : `${what}s`} ${listed(words)}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Everything out": what EC2 lets every new group do, and what goes with each that is deleted. */
const isEverythingOut = (line: FlowLine, groupIds: ReadonlySet<string>): boolean =>
  groupIds.has(line.groupId) &&
  line.direction === "egress" &&
  line.service === "all" &&
  (line.peer === "0.0.0.0/0" || line.peer === "::/0");

export interface GroupSentences {
  readonly sentences: readonly string[];
  /** What is not told by them. */
  readonly gained: readonly FlowLine[];
  readonly lost: readonly FlowLine[];
}

/** One sentence for the groups that come and go, and for what they let out, instead of one each. */
export function groupSentences(
  {
    steps,
    gained,
    lost,
  }: { steps: readonly PlanStep[]; gained: readonly FlowLine[]; lost: readonly FlowLine[] },
  names: EffectNames,
): GroupSentences {
  const made = steps.flatMap((step) => (step.action === "create-group" ? [step] : []));
  const gone = steps.flatMap((step) => (step.action === "delete-group" ? [step] : []));
  const [madeIds, goneIds] = [made, gone].map((each) => new Set(each.map(({ groupId }) => groupId)));
  const free = (lines: readonly FlowLine[], ids: ReadonlySet<string> | undefined) =>
    lines.filter((line) => isEverythingOut(line, ids ?? new Set()));
  const [letOut, kept] = [free(gained, madeIds), free(lost, goneIds)];
  const groupsOf = (lines: readonly FlowLine[]) =>
    listed([...new Set(lines.map((line) => names.group(line.groupId)))]);
  return {
    sentences: [
      ...(made.length === 0
        ? []
        : [
            `${capital(
              many(
                made.map(({ name }) => name),
                "group",
              ),
            )} ${made.length === 1 ? "is" : "are"} created.`,
          ]),
      ...(letOut.length === 0
        ? []
        : [`EC2 lets every new group open connections to everywhere: ${groupsOf(letOut)}.`]),
      ...(gone.length === 0
        ? []
        : [
            `${capital(
              many(
                gone.map(({ name }) => name),
                "group",
              ),
            )} ${gone.length === 1 ? "is" : "are"} deleted.`,
          ]),
    ],
    gained: gained.filter((line) => !letOut.includes(line)),
    lost: lost.filter((line) => !kept.includes(line)),
  };
}
