/**
 * An answer's findings as SARIF 2.1.0 (OASIS, `sarif-schema-2.1.0.json`): one run, each rule that is spoken of, each
 * finding at its place in the input, with the place in the model beside it.
 */
import type { FindingReport, ObservedReport } from "#lib/formats/report/report-parts.ts";
import { ruleIdsOf, SARIF_SCHEMA, sarifResult, sarifRules } from "#lib/formats/sarif/sarif-finding.ts";
import { sarifMessage } from "#lib/formats/sarif/sarif-text.ts";
import type { Answer } from "../../commands/command.ts";
import { fileUri } from "./file-uri.ts";
import { modelPlace } from "./model-place.ts";
import { type Place, placesOf, ruleName } from "./places.ts";

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
      ...sarifResult(finding, rules),
      locations: primary === undefined ? [] : [primary],
      ...(related.length === 0 ? {} : { relatedLocations: related }),
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
  const rules = ruleIdsOf(report.findings);
  const files = [...(report.observed?.files ?? []), ...answer.models.map(({ file }) => file)];
  const log = {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "sallyport",
            version: report.tool.version,
            semanticVersion: report.tool.version,
            rules: sarifRules(rules),
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
