/** Entries as they are written in a day: who signs in, asks, approves, and what the worker did about it. */
import type { AuditRecord } from "#lib/usecases/audit/audit-record.ts";
import type { PersonActor, SystemActor } from "#lib/usecases/ports.ts";

const worker = { kind: "system", name: "worker" } as SystemActor;
const STACK = "0190a5d8-2f5c-7d0e-9a52-6a3b8f1c2d3e";
const PIN = "5f".repeat(32);

const actorOf = (personId: string) =>
  ({
    kind: "person",
    personId,
    displayName: "Mara Haddad",
    roles: [{ role: "ssh_admin", teamId: null }],
    session: "0123456789abcdef",
    address: "198.51.100.7",
  }) as unknown as PersonActor;

/** The `number`-th of a long row of them. People's entries are written by web, `worker`'s by the worker. */
export function usualEntry(number: number, personId: string): AuditRecord {
  const actor = actorOf(personId);
  const subjects = { stackId: STACK, changeId: STACK, groupId: "sg-0123456789abcdef0", personId };
  const title = `Open SSH to shop for Mara Haddad from 203.0.113.${number % 250}`;
  switch (number % 4) {
    case 0:
      return { actor, action: "person.signed-in", details: { session: "0123456789abcdef" } };
    case 1:
      return {
        actor,
        action: "change.asked",
        subjects,
        details: {
          number,
          kind: "grant",
          title,
          reason: "The nightly deploy hangs, and its log is on the machine.",
          pin: PIN,
          effect: [
            `203.0.113.${number % 250} (Mara's laptop) will be able to open SSH connections to shop: 12 instances.`,
            "Sessions that are open now are not touched.",
          ],
          warnings: [],
          needs: ["One cloud admin who did not ask"],
        },
      };
    case 2:
      return {
        actor,
        action: "change.answered-yes",
        subjects,
        details: { number, title, role: "cloud_admin", pin: PIN, comment: "Until tonight." },
      };
    default:
      return {
        actor: worker,
        action: "grant.opened",
        subjects,
        details: { number, peer: "203.0.113.7/32", endsAt: "2026-11-23T18:00:00.000Z", alreadyOpenBy: null },
      };
  }
}
