import { describe, expect, it } from "vitest";
import { FINDING_KINDS, type Finding, type FindingKind, isNote, summarise } from "./finding.ts";

const of = (kind: FindingKind) => ({ kind }) as Finding;
const NOTES = ["redundant", "stale-reference", "listed-interface"];

describe("what findings come to", () => {
  it("counts each kind for itself", () => {
    for (const kind of FINDING_KINDS) {
      const other = kind === "missing" ? "extra" : "missing";
      const { counts } = summarise([of(kind), of(other), of(kind)]);
      for (const each of FINDING_KINDS) {
        const expected = each === kind ? 2 : each === other ? 1 : 0;
        expect([each, counts[each]]).toEqual([each, expected]);
      }
      expect(Object.keys(counts).toSorted()).toEqual([...FINDING_KINDS].toSorted());
    }
  });

  it("is in line with nothing but notes", () => {
    expect(summarise([]).state).toBe("in-line");
    expect(summarise(NOTES.map((kind) => of(kind as FindingKind))).state).toBe("in-line");
    for (const kind of FINDING_KINDS) expect([kind, isNote(of(kind))]).toEqual([kind, NOTES.includes(kind)]);
  });

  it("is unknown while something is, and out of line as soon as something surely is", () => {
    for (const kind of FINDING_KINDS) {
      const alone = NOTES.includes(kind) ? "in-line" : kind === "unknown" ? "unknown" : "out-of-line";
      expect([kind, summarise([of(kind)]).state]).toEqual([kind, alone]);
      const worst = alone === "out-of-line" ? alone : "unknown";
      expect([kind, summarise([of("unknown"), of(kind)]).state]).toEqual([kind, worst]);
      expect([kind, summarise([of(kind), of("unknown")]).state]).toEqual([kind, worst]);
    }
  });
});
