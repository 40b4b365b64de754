import type { Database, Transaction } from "../ports.ts";

/** The word of a person that lets a change, applied in part, go on from where it stands; null where nobody gave one. */
export const waitingWord = (db: Database | Transaction, changeId: string) =>
  db.changeResume.findFirst({
    where: { changeId, takenAt: null },
    orderBy: { version: "desc" },
    include: { person: { select: { displayName: true } } },
  });
