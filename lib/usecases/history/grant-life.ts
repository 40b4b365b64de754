import { type BiographyEvent, biographyEvent } from "./biography.ts";

interface GrantTimes {
  readonly number: number;
  readonly openedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly alreadyOpenBy: string | null;
}

const ENDS: Readonly<Record<string, string>> = {
  expired: "its time was over",
  "handed-back": "it was handed back",
  revoked: "it was revoked",
  refused: "it was refused",
  gone: "its rule was gone from EC2",
};

/** When a grant opened and ended, and why. */
export const grantLifeOf = ({
  number,
  openedAt,
  endedAt,
  endReason,
  alreadyOpenBy,
}: GrantTimes): readonly BiographyEvent[] => [
  ...(openedAt === null
    ? []
    : [
        biographyEvent({
          at: openedAt.toISOString(),
          kind: "grant",
          what:
            alreadyOpenBy === null
              ? `Grant ${number} opened`
              : `Grant ${number} began; it opened nothing, because another rule was open already`,
          said: alreadyOpenBy,
        }),
      ]),
  ...(endedAt === null
    ? []
    : [
        biographyEvent({
          at: endedAt.toISOString(),
          kind: "grant",
          what: `Grant ${number} ended: ${ENDS[endReason ?? ""] ?? "nobody said why"}`,
        }),
      ]),
];
