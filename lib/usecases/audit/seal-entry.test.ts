import { expect, it } from "vitest";
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { commitment } from "#lib/core/audit/personal.ts";
import { bytesFromHex, hexOf } from "#lib/formats/log/hex.ts";
import type { PersonActor, SystemActor } from "../ports.ts";
import type { AuditRecord } from "./audit-record.ts";
import { sha256, utf8 } from "./leaf-functions.ts";
import { sealEntry } from "./seal-entry.ts";

const PERSON = "0190a5d8-2f5c-7d0e-9a52-6a3b8f1c2d3e";
const person = {
  ...{ kind: "person", personId: PERSON, displayName: 'Mara "M" Haddad', session: "0123456789abcdef" },
  ...{ roles: [{ role: "ssh_admin", teamId: null }], address: "198.51.100.7" },
} as unknown as PersonActor;
const worker = { kind: "system", name: "worker" } as SystemActor;

const subjects = { stackId: PERSON, groupId: "sg-0123456789abcdef0", personId: PERSON };
const RECORDS: readonly AuditRecord[] = [
  {
    actor: person,
    action: "change.asked",
    subjects,
    details: { number: 7, title: "Open SSH\nto shop", kind: "grant" },
  },
  { actor: person, action: "person.signed-in" },
  { actor: worker, action: "grant.ended", subjects, details: { number: 7 } },
  { actor: worker, action: "grant.ended" },
];

it.each(RECORDS)(
  "with its time between its two texts, an entry is canonical: $action of $actor.kind",
  (record) => {
    const { id, actor, text } = sealEntry(record);
    const whole = text.join("2026-11-24T00:00:00.000Z");
    const said: unknown = JSON.parse(whole);
    expect(canonicalJson(said)).toBe(whole);
    expect(said).toMatchObject({ id, actor, action: record.action, ...record.subjects });
  },
);

it.each(RECORDS)(
  "its text commits to each part, with a salt of its own: $action of $actor.kind",
  (record) => {
    const { text, parts } = sealEntry(record);
    const said = JSON.parse(text.join("")) as { personal?: Record<string, string> };
    expect(Object.fromEntries(parts.map((each) => [each.part, each.commitment]))).toEqual(
      said.personal ?? {},
    );
    for (const { salt, clear, commitment: committed } of parts) {
      expect(hexOf(commitment(bytesFromHex(salt) ?? new Uint8Array(), clear, sha256, utf8))).toBe(committed);
      expect(text.join("")).not.toContain(clear);
    }
    expect(new Set(parts.map(({ salt }) => salt)).size).toBe(parts.length);
  },
);
