import { answerableSelection } from "./answerable.ts";

/** What became of a request to roll back that undid nothing. */
export const UNDONE_IN_VAIN: string[] = [
  "draft",
  "partial",
  "failed",
  "stale",
  "rejected",
  "cancelled",
  "expired",
];

const scopeSelection = { id: true, accountId: true, accountName: true, region: true } as const;

/** What the page of one change is made of; its conversation and moves are read page by page. */
export const changeSelection = {
  ...answerableSelection,
  id: true,
  number: true,
  kind: true,
  title: true,
  reason: true,
  plan: true,
  effect: true,
  outcome: true,
  createdAt: true,
  approvedAt: true,
  finishedAt: true,
  requester: { select: { displayName: true } },
  beneficiary: { select: { displayName: true } },
  stack: {
    select: {
      id: true,
      name: true,
      retiredAt: true,
      teamId: true,
      bindings: true,
      team: { select: { name: true } },
      scope: { select: scopeSelection },
    },
  },
  scope: { select: scopeSelection },
  approvals: {
    orderBy: { createdAt: "asc" },
    select: {
      personId: true,
      role: true,
      teamId: true,
      decision: true,
      comment: true,
      createdAt: true,
      dismissedAt: true,
      person: { select: { displayName: true } },
    },
  },
  request: true,
  version: true,
  resumes: { select: { version: true } },
  startsAt: true,
  emergency: { include: { declaredBy: true, closedBy: true } },
  rollsBack: { select: { number: true } },
  rolledBackBy: {
    where: { state: { notIn: UNDONE_IN_VAIN } },
    orderBy: { number: "desc" },
    take: 1,
    select: { number: true, state: true },
  },
  steps: {
    orderBy: { ordinal: "asc" },
    select: {
      ordinal: true,
      operation: true,
      state: true,
      journal: { orderBy: { id: "asc" }, select: { kind: true, attempt: true, createdAt: true, body: true } },
    },
  },
} as const;
