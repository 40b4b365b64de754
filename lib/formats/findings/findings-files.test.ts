import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { findingsCsv } from "./findings-csv.ts";
import { findingsJson } from "./findings-json.ts";
import { findingsSarif } from "./findings-sarif.ts";
import type { FoundFinding } from "./found-finding.ts";

const found: FoundFinding = {
  finding: {
    id: "no-owner/sg-0123456789abcdef3",
    rule: "no-owner",
    severity: "note",
    certainty: "sure",
    stack: null,
    tier: null,
    sentence: '=cmd|" /C calc"!A0 \u202Egpj [x](y) {0}',
    groupIds: ["sg-0123456789abcdef3"],
    ruleKeys: [],
    ruleIds: [],
    interfaceId: null,
    instanceId: null,
    witness: null,
    remedy: null,
    controls: [],
  },
  accountId: "111122223333",
  accountName: "prod",
  region: "eu-central-1",
  observedAt: "2026-03-01T12:00:00.000Z",
  accepted: { number: 3, ownerName: "Priya", reason: "It goes", endsAt: "2026-04-01T00:00:00.000Z" },
};
const elsewhere: FoundFinding = { ...found, region: "eu-west-1", accepted: null };

/** What SARIF asks of a log, a run, a result and a suppression, from the specification. */
const SARIF = {
  type: "object",
  required: ["version", "runs", "$schema"],
  properties: {
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      items: {
        type: "object",
        required: ["tool", "results"],
        properties: {
          tool: { type: "object", required: ["driver"] },
          results: {
            type: "array",
            items: {
              type: "object",
              required: ["message", "ruleId", "ruleIndex", "locations"],
              properties: {
                level: { enum: ["none", "note", "warning", "error"] },
                kind: { enum: ["notApplicable", "pass", "fail", "review", "open", "informational"] },
                suppressions: {
                  type: "array",
                  items: {
                    type: "object",
                    required: ["kind"],
                    properties: {
                      kind: { enum: ["inSource", "external"] },
                      status: { enum: ["accepted", "underReview", "rejected"] },
                      justification: { type: "string" },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
} as const;

describe("findings as files", () => {
  it("are SARIF, a run an account and Region, with what is accepted suppressed", () => {
    const log: unknown = JSON.parse([...findingsSarif([found, elsewhere])].join(""));
    const validate = new Ajv().compile(SARIF);
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    expect(log).toMatchObject({
      runs: [
        {
          results: [
            {
              suppressions: [{ kind: "external", status: "accepted" }],
              partialFingerprints: { "sallyportFinding/v1": found.finding.id },
              message: { text: '=cmd|" /C calc"!A0 \\[U+202E\\]gpj \\[x\\](y) {{0}}' },
            },
          ],
        },
        { results: [{ suppressions: [] }] },
      ],
    });
  });

  it("are JSON with everything in it", () => {
    const read: unknown = JSON.parse(
      [...findingsJson([found, elsewhere], "2026-03-01T12:00:00.000Z")].join(""),
    );
    expect(read).toMatchObject({
      findings: [{ id: found.finding.id, accepted: { number: 3 } }, { accepted: null }],
    });
    expect(JSON.parse([...findingsJson([], "x")].join(""))).toMatchObject({ findings: [] });
  });

  it("are CSV that no spreadsheet computes", () => {
    const [head = "", line = ""] = [...findingsCsv([found])];
    expect(head.startsWith('"Severity","Certainty"')).toBe(true);
    expect(line).toContain(`"'=cmd|"" /C calc""!A0 [U+202E]gpj [x](y) {0}"`);
    expect(line.endsWith("\r\n")).toBe(true);
  });
});
