import type { Database } from "../ports.ts";

/** What a stranger fails at, and a refusal that was one of too many. */
export type FailureKind = "sign-in" | "log-token" | "refused";

/** Counts a failure in its minute, and the first few addresses it came from. `personId` for refusals alone. */
export async function countFailure(
  db: Database,
  kind: FailureKind,
  address: string | undefined,
  personId: string | null = null,
): Promise<void> {
  await db.$executeRaw`SELECT count_failure(${kind}, ${personId}::uuid, ${address ?? null})`;
}
