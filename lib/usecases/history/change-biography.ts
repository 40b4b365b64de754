import type { Database } from "../ports.ts";
import { changeStateOf } from "../read/change-state-of.ts";
import type { ReadableChanges } from "../read/readable-changes.ts";
import { type BiographyEvent, biographyEvent } from "./biography.ts";

const ENDED: Readonly<Record<string, string>> = {
  applied: "was applied on EC2",
  partial: "was applied in part",
  failed: "failed",
  stale: "had gone stale, and was refused",
  rejected: "was rejected",
  cancelled: "was withdrawn",
  expired: "went unanswered",
  unknown: "has an outcome that nobody knows",
};

/** Who asked for changes, why, who answered, and what became of them, as far as they may be read. In no order. */
export async function changeEventsOf(
  db: Database,
  changeIds: readonly string[],
  readable: ReadableChanges,
): Promise<readonly BiographyEvent[]> {
  const changes = await db.changeRequest.findMany({
    where: { AND: [{ id: { in: [...new Set(changeIds)] } }, readable] },
    include: { requester: true, approvals: { include: { person: true } } },
  });
  return changes.flatMap((change): BiographyEvent[] => {
    const shared = { kind: "change", changeNumber: change.number } as const;
    const state = changeStateOf(change.state);
    const ended = ENDED[state];
    return [
      biographyEvent({
        ...shared,
        at: change.createdAt.toISOString(),
        who: change.requester?.displayName ?? null,
        what: change.requester === null ? "Sallyport began to end it" : "asked for it",
        said: change.reason === "" ? null : change.reason,
      }),
      ...change.approvals.map(({ createdAt, person, decision, role, comment, dismissedAt }) =>
        biographyEvent({
          ...shared,
          at: createdAt.toISOString(),
          who: person.displayName,
          what: `${decision === "approve" ? "approved it" : "rejected it"} as ${role.replace("_", " ")}${
            dismissedAt === null ? "" : ", dismissed later because the change was no longer what was read"
          }`,
          said: comment === "" ? null : comment,
        }),
      ),
      ...(change.finishedAt === null || ended === undefined
        ? []
        : [biographyEvent({ ...shared, at: change.finishedAt.toISOString(), what: `The change ${ended}` })]),
    ];
  });
}
