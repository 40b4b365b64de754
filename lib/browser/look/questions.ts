/** What a page may ask of a look, and what it is told: one page at a time, so that the tab never holds it all. */
import type { Adoption, ProposedStack } from "#lib/core/adopt/adoption.ts";
import type { CatalogueFinding, Severity } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import type { PackedGraph } from "#lib/core/graph/packed-graph.ts";
import type { ProposedFile } from "#lib/formats/adopt/proposed-files.ts";
import type { GroupDetail } from "./group-detail.ts";
import type { GroupRow } from "./group-rows.ts";
import type { ReachTold } from "./reach-answer.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

export const GROUP_KINDS = ["all", "exposed", "placed", "unplaced", "unused", "managed"] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export interface FindingsAsk {
  readonly text: string;
  /** `cannot-tell`: whatever the severity; empty for all. */
  readonly severity: Severity | "cannot-tell" | "";
  /** Empty for every rule. */
  readonly rule: string;
  readonly page: number;
}

export interface FindingsTold extends Page<CatalogueFinding> {
  /** Of every severity, and of what nobody can tell, whichever of them is shown. */
  readonly tally: Readonly<Record<Severity | "cannot-tell", number>>;
  /** Rules that found something, by id. */
  readonly rules: readonly string[];
}

export interface ProposalRow {
  readonly name: string;
  readonly vpcId: string;
  readonly confidence: number;
  readonly tiers: readonly { readonly name: string; readonly groups: number }[];
  readonly calledOut: number;
}

export interface ProposalsTold extends Page<ProposalRow> {
  readonly leftOut: Page<Adoption["leftOut"][number]>;
  readonly noTiers: string | null;
}

export interface ProposalTold {
  readonly kind: "found";
  readonly proposal: ProposedStack;
  /** Of the groups it speaks of. Foreign text. */
  readonly names: Readonly<Record<string, string>>;
  readonly files: readonly ProposedFile[];
}

/** What was asked for is not part of the look. */
export interface Absent {
  readonly kind: "absent";
}

/** Where the files do not tell it, whoever looks may: what is written into YAML. */
export interface Where {
  readonly accountId: string;
  readonly region: string;
}

/** Each question by its name: what it asks, and what it is told. */
export interface Questions {
  readonly groups: {
    ask: { readonly text: string; readonly kind: GroupKind; readonly page: number };
    told: Page<GroupRow>;
  };
  readonly group: {
    ask: { readonly groupId: string };
    told: { readonly kind: "found"; readonly group: GroupDetail } | Absent;
  };
  readonly findings: { ask: FindingsAsk; told: FindingsTold };
  readonly proposals: { ask: { readonly page: number; readonly leftOutPage: number }; told: ProposalsTold };
  readonly proposal: { ask: { readonly name: string; readonly where: Where }; told: ProposalTold | Absent };
  /** All proposals as YAML files in a zip. */
  readonly zip: { ask: { readonly where: Where }; told: Uint8Array<ArrayBuffer> };
  /** With the proposed stacks for its layers. */
  readonly graph: { ask: Readonly<Record<string, never>>; told: PackedGraph };
  readonly reach: { ask: { readonly text: string }; told: ReachTold };
}

export type QuestionName = keyof Questions;
export type Asked = {
  [Name in QuestionName]: { readonly name: Name; readonly ask: Questions[Name]["ask"] };
}[QuestionName];
