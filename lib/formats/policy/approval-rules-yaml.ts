/** The `approvals` part of the policy: who must say yes beside what `answers` says, and what nobody may ask for. */
import { z } from "zod";
import { ANSWERERS, type ApprovalRule, RULED_KINDS, WIDE_EFFECTS } from "#lib/core/approval/approval-rule.ts";
import { lineText } from "../yaml/texts.ts";

const needSchema = z
  .strictObject({
    from: z.enum(ANSWERERS),
    team: lineText.optional().describe("The team's name, for lead-of alone"),
    count: z.int("A whole number.").min(1).max(20).default(1),
  })
  .refine(({ from, team }) => (from === "lead-of") === (team !== undefined), {
    path: ["team"],
    message: "A team goes with lead-of, and with nothing else.",
  });

export const approvalsSchema = z
  .array(
    z
      .strictObject({
        name: lineText,
        for: z.array(z.enum(RULED_KINDS)).default([]).describe("Every kind when left out"),
        stacks: z.array(lineText).default([]).describe("Every stack when left out"),
        when: z.array(z.enum(WIDE_EFFECTS)).default([]).describe("All of these must be so"),
        deny: lineText.optional().describe("Nobody may ask for it, and this is why"),
        need: z.array(needSchema).default([]),
        order: z.enum(["together", "in-turn"]).default("together"),
      })
      .refine(({ deny, need }) => (deny === undefined) === need.length > 0, {
        path: ["need"],
        message: "A rule either denies, or says who must answer.",
      }),
  )
  .max(100, "At most 100 rules.")
  .describe("Rules that add to the answers above; one that denies stands before all that allow");

export const toApprovalRules = (rules: z.output<typeof approvalsSchema>): readonly ApprovalRule[] =>
  rules.map(({ for: kinds, deny, need, ...rule }) => ({
    ...rule,
    kinds,
    deny: deny ?? null,
    need: need.map(({ team, ...each }) => ({ ...each, team: team ?? null })),
  }));

/** The rules in the words of the text. */
export const approvalRulesText = (rules: readonly ApprovalRule[]) =>
  rules.map(({ name, kinds, stacks, when, deny, need, order }) => ({
    name,
    ...(kinds.length === 0 ? {} : { for: kinds }),
    ...(stacks.length === 0 ? {} : { stacks }),
    ...(when.length === 0 ? {} : { when }),
    ...(deny === null ? {} : { deny }),
    ...(need.length === 0
      ? {}
      : {
          need: need.map(({ from, team, count }) => ({
            from,
            ...(team === null ? {} : { team }),
            ...(count === 1 ? {} : { count }),
          })),
        }),
    ...(order === "together" ? {} : { order }),
  }));
