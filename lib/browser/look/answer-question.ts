/** Answers what a page asks of a look. */

import { strToU8, zipSync } from "fflate";

import type { ProposedStack } from "#lib/core/adopt/adoption.ts";
import { SEVERITIES, type Severity } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { accountGraph } from "#lib/core/graph/account-graph.ts";
import { packGraph } from "#lib/core/graph/packed-graph.ts";
import { proposedFiles } from "#lib/formats/adopt/proposed-files.ts";
import type { Look } from "./analyse.ts";
import { groupDetail } from "./group-detail.ts";
import { type GroupRow, groupRows } from "./group-rows.ts";
import type {
  Absent,
  Asked,
  FindingsAsk,
  FindingsTold,
  GroupKind,
  Page,
  Questions,
  Where,
} from "./questions.ts";
import { reachAnswer } from "./reach-answer.ts";

const PAGE_SIZE = 50;
const ABSENT: Absent = { kind: "absent" };

const pageOf = <Item>(all: readonly Item[], wanted: number): Page<Item> => {
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, wanted), pages);
  return { items: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), page, pages, total: all.length };
};

const hasWords = (text: string, words: string): boolean =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));

const IS_KIND: Readonly<Record<GroupKind, (row: GroupRow) => boolean>> = {
  all: () => true,
  exposed: (row) => row.openToWorld.length > 0,
  placed: (row) => row.plays !== null,
  unplaced: (row) => row.plays === null,
  unused: (row) => row.carriedBy === 0,
  managed: (row) => row.managedBy !== null,
};

const findings = (look: Look, { text, severity, rule, page }: FindingsAsk): FindingsTold => {
  const fitting = look.findings.filter(
    (finding) =>
      (rule === "" || finding.ruleId === rule) && hasWords(`${finding.sentence} ${finding.id}`, text),
  );
  const count = (wanted: Severity | "cannot-tell"): number =>
    fitting.filter((each) => isOf(each, wanted)).length;
  const [critical, high, medium, low, note] = SEVERITIES.map(count);
  return {
    ...pageOf(severity === "" ? fitting : fitting.filter((each) => isOf(each, severity)), page),
    tally: {
      critical: critical ?? 0,
      high: high ?? 0,
      medium: medium ?? 0,
      low: low ?? 0,
      note: note ?? 0,
      "cannot-tell": count("cannot-tell"),
    },
    rules: [...new Set(look.findings.map(({ ruleId }) => ruleId))],
  };
};

const isOf = (
  { severity, certainty }: Look["findings"][number],
  wanted: Severity | "cannot-tell",
): boolean => (wanted === "cannot-tell" ? certainty === wanted : certainty === "sure" && severity === wanted);

/** What the files tell wins; YAML says what somebody typed only where they tell nothing. */
const placed = (proposal: ProposedStack, { accountId, region }: Where): ProposedStack => {
  const { stack } = proposal;
  return {
    ...proposal,
    stack: { ...stack, accountId: stack.accountId || accountId, region: stack.region || region },
  };
};

/** One who answers, with the list of groups made when it is first asked for. */
export const answerer = (look: Look, now: string) => {
  let rows: readonly GroupRow[] | null = null;
  const groups = (): readonly GroupRow[] => {
    rows ??= groupRows(look);
    return rows;
  };
  const { stacks, leftOut, noTiers } = look.adoption;
  return (asked: Asked): Questions[Asked["name"]]["told"] => {
    switch (asked.name) {
      case "groups": {
        const { text, kind, page } = asked.ask;
        const fits = (row: GroupRow): boolean =>
          IS_KIND[kind](row) &&
          hasWords(`${row.name} ${row.groupId} ${row.vpcId ?? ""} ${row.plays?.stack ?? ""}`, text);
        return pageOf(groups().filter(fits), page);
      }
      case "group": {
        const group = groupDetail(asked.ask.groupId, look, groups());
        return group === null ? ABSENT : { kind: "found", group };
      }
      case "findings":
        return findings(look, asked.ask);
      case "proposals": {
        const shown = stacks.map(({ stack, tiers, confidence, calledOut }) => ({
          name: stack.name,
          vpcId: stack.vpcId,
          confidence,
          tiers: tiers.map(({ tier, bindings }) => ({ name: tier, groups: bindings.length })),
          calledOut: calledOut.length,
        }));
        return {
          ...pageOf(shown, asked.ask.page),
          leftOut: pageOf(leftOut, asked.ask.leftOutPage),
          noTiers,
        };
      }
      case "proposal": {
        const found = stacks.find(({ stack }) => stack.name === asked.ask.name);
        if (found === undefined) return ABSENT;
        const proposal = placed(found, asked.ask.where);
        const ids = proposal.tiers.flatMap(({ bindings }) => bindings.map(({ groupId }) => groupId));
        const names = ids.map((id) => [id, look.index.groups.get(id)?.name ?? id] as const);
        return {
          kind: "found",
          proposal,
          names: Object.fromEntries(names),
          files: proposedFiles({ stacks: [proposal] }, now),
        };
      }
      case "zip": {
        const files = proposedFiles({ stacks: stacks.map((each) => placed(each, asked.ask.where)) }, now);
        return zipSync(Object.fromEntries(files.map(({ name, yaml }) => [name, strToU8(yaml)])));
      }
      case "graph": {
        const { observation, index } = look;
        return packGraph(accountGraph({ observation, index, stacks: stacks.map(({ stack }) => stack) }));
      }
      case "reach":
        return reachAnswer(asked.ask.text, now, look);
    }
  };
};
