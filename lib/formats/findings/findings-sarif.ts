/**
 * Findings as SARIF 2.1.0, one run an account and Region. There is no file to point at: a result names the groups on EC2
 * as logical locations, and what somebody accepted is suppressed, with who and until when.
 */
import { groupedBy } from "#lib/core/grouped-by.ts";
import { visibleLine } from "#lib/core/visible-text.ts";
import { ruleIdsOf, SARIF_SCHEMA, sarifResult, sarifRules } from "../sarif/sarif-finding.ts";
import type { FoundFinding } from "./found-finding.ts";

const logicalLocations = ({ finding, accountId, region }: FoundFinding) => {
  const { groupIds, interfaceId } = finding;
  const named = (kind: string, id: string) => ({
    name: id,
    kind: "resource",
    fullyQualifiedName: `arn:aws:ec2:${region}:${accountId}:${kind}/${id}`,
  });
  return [
    ...(interfaceId === null ? [] : [named("network-interface", interfaceId)]),
    ...groupIds.map((groupId) => named("security-group", groupId)),
  ];
};

const suppressions = ({ accepted }: FoundFinding) =>
  accepted === null
    ? []
    : [
        {
          kind: "external",
          status: "accepted",
          justification: visibleLine(
            `${accepted.ownerName} answers for it until ${accepted.endsAt}: ${accepted.reason}`,
          ),
          properties: { exception: accepted.number, until: accepted.endsAt, owner: accepted.ownerName },
        },
      ];

function runOf(place: string, found: readonly FoundFinding[]) {
  const rules = ruleIdsOf(found.map(({ finding }) => finding));
  return {
    tool: { driver: { name: "sallyport", rules: sarifRules(rules) } },
    automationDetails: { id: `sallyport/${place}/` },
    columnKind: "utf16CodeUnits",
    results: found.map((each) => {
      const logical = logicalLocations(each);
      return {
        ...sarifResult(each.finding, rules),
        locations: logical.length === 0 ? [] : [{ logicalLocations: logical }],
        suppressions: suppressions(each),
      };
    }),
  };
}

export function* findingsSarif(found: readonly FoundFinding[]): Generator<string> {
  yield `{\n  "$schema": ${JSON.stringify(SARIF_SCHEMA)},\n  "version": "2.1.0",\n  "runs": [`;
  let isFirst = true;
  for (const [place, own] of groupedBy(found, ({ accountId, region }) => `${accountId}/${region}`)) {
    yield `${isFirst ? "" : ","}\n${JSON.stringify(runOf(place, own), null, 1)}`;
    isFirst = false;
  }
  yield "\n  ]\n}\n";
}
