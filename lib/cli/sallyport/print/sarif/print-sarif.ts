/**
 * An answer's findings as SARIF 2.1.0 (OASIS, `sarif-schema-2.1.0.json`): one run, each rule that is spoken of, each
 * finding at its place in the input, with the place in the model beside it.
 */
import type { FindingReport, ObservedReport } from "#lib/formats/report/report-parts.ts";
import type { Answer } from "../../commands/command.ts";
import { RULE_TEXTS, type RuleText } from "../../report/rule-texts.ts";
import { modelPlace } from "./model-place.ts";
import { type Place, placesOf, ruleName } from "./places.ts";
import { fileUri, sarifMessage } from "./sarif-text.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const LEVELS = { critical: "error", high: "error", medium: "warning", low: "warning", note: "note" } as const;

/** GitHub orders alerts by this: over 9 is critical, over 7 high, over 4 medium. */
const SECURITY = { critical: "9.5", high: "8.0", medium: "5.0", low: "3.0", note: "0.0" } as const;

const location = ({ file, line, column }: Place) => ({
  physicalLocation: {
    artifactLocation: { uri: fileUri(file) },
    region: { startLine: line, startColumn: column },
  },
});

const wholeFile = (file: string) => ({ physicalLocation: { artifactLocation: { uri: fileUri(file) } } });

/** From the most exact to the least: the rule, the interface or instance, the group. */
const namesOf = ({ ruleIds, ruleKeys, groupIds, interfaceId, instanceId }: FindingReport): string[] => [
  ...groupIds.flatMap((groupId) => ruleKeys.map((key) => ruleName(groupId, key))),
  ...ruleIds,
  ...(interfaceId === null ? [] : [interfaceId]),
  ...(instanceId === null ? [] : [instanceId]),
  ...groupIds,
];

const ruleOf = (id: string): RuleText =>
  RULE_TEXTS.get(id) ?? { id, title: id, explanation: "", severity: "medium" };

const ruleDescriptor = ({ id, title, explanation, severity }: RuleText) => ({
  id,
  shortDescription: { text: title },
  ...(explanation === "" ? {} : { fullDescription: { text: explanation }, help: { text: explanation } }),
  defaultConfiguration: { level: LEVELS[severity] },
  properties: { tags: ["security"], "security-severity": SECURITY[severity] },
});

/** What cannot be told is neither a failure nor a pass: SARIF calls it open, and gives it no level. */
const judged = ({ certainty, severity }: FindingReport) =>
  certainty === "cannot-tell"
    ? { kind: "open", level: "none" }
    : {
        kind: severity === "note" ? "informational" : "fail",
        level: severity === "note" ? "none" : LEVELS[severity],
      };

const messageOf = ({ sentence, witness, remedy }: FindingReport): string =>
  [
    sentence,
    ...(witness === null ? [] : [`Witness: ${witness.text}.`]),
    ...(remedy === null ? [] : [remedy]),
  ].join(" ");

function resultsOf({ report, estate, models }: Answer, rules: readonly string[]) {
  const wanted = new Set(report.findings.flatMap(namesOf));
  const places = placesOf(estate?.texts ?? [], wanted);
  return report.findings.map((finding) => {
    const model = models.find(({ stack }) => stack.name === finding.stack);
    const own = namesOf(finding).flatMap((name) => places.get(name) ?? [])[0];
    const meant = model === undefined ? [] : [location(modelPlace(model, finding.tier))];
    const [first] = report.observed?.files ?? [];
    const input = own === undefined ? (first === undefined ? [] : [wholeFile(first)]) : [location(own)];
    const [primary, ...related] = own === undefined ? [...meant, ...input] : [...input, ...meant];
    return {
      ruleId: finding.rule,
      ruleIndex: rules.indexOf(finding.rule),
      ...judged(finding),
      message: { text: sarifMessage(messageOf(finding)) },
      locations: primary === undefined ? [] : [primary],
      ...(related.length === 0 ? {} : { relatedLocations: related }),
      partialFingerprints: { "sallyportFinding/v1": finding.id },
      properties: {
        severity: finding.severity,
        certainty: finding.certainty,
        ...(finding.stack === null ? {} : { stack: finding.stack }),
        ...(finding.tier === null ? {} : { tier: finding.tier }),
        ...(finding.controls.length === 0 ? {} : { controls: finding.controls }),
      },
    };
  });
}

const notRead = (observed: ObservedReport | null) =>
  (observed?.unread ?? []).map(({ part, sentence }) => ({
    level: "warning",
    message: { text: sarifMessage(sentence) },
    properties: { part },
  }));

export function printSarif(answer: Answer): string {
  const { report } = answer;
  const rules = [...new Set(report.findings.map(({ rule }) => rule))].sort();
  const files = [...(report.observed?.files ?? []), ...answer.models.map(({ file }) => file)];
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "sallyport",
            version: report.tool.version,
            semanticVersion: report.tool.version,
            rules: rules.map((id) => ruleDescriptor(ruleOf(id))),
          },
        },
        automationDetails: { id: `sallyport/${report.command}/` },
        columnKind: "utf16CodeUnits",
        artifacts: [...new Set(files)].map((file) => ({ location: { uri: fileUri(file) } })),
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notRead(report.observed) }],
        results: resultsOf(answer, rules),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
