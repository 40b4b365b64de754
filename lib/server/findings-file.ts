/** Findings that somebody may read, as a file to keep. */
import { asffBatches } from "#lib/formats/asff/asff-batches.ts";
import { asffFinding } from "#lib/formats/asff/asff-finding.ts";
import { findingsCsv } from "#lib/formats/findings/findings-csv.ts";
import { findingsJson } from "#lib/formats/findings/findings-json.ts";
import { findingsSarif } from "#lib/formats/findings/findings-sarif.ts";
import type { FoundFinding } from "#lib/formats/findings/found-finding.ts";
import { findingOfCatalogue } from "#lib/formats/report/finding-of-catalogue.ts";
import { contentHash } from "#lib/usecases/observation/known-item.ts";
import type { FirstSeen } from "#lib/usecases/posture/read-first-seen.ts";
import type { FindingEntry, FindingsView } from "#lib/usecases/read/read-findings.ts";
import { fileResponse } from "./file-response.ts";

const FORMATS = ["csv", "json", "sarif", "asff"] as const;
type Format = (typeof FORMATS)[number];

const NO_GROUPS = { groups: new Map() };

const foundOf = (entry: FindingEntry, { scopes }: FindingsView, now: string): FoundFinding => {
  const { finding, scopeId, accountId, accountName, region, accepted } = entry;
  return {
    finding: findingOfCatalogue(finding, NO_GROUPS, "Make the stack match, in Sallyport."),
    accountId,
    accountName,
    region,
    observedAt: scopes.find((scope) => scope.scopeId === scopeId)?.observedAt ?? now,
    accepted,
  };
};

type Placed = FoundFinding & { readonly firstSeenAt: string | null };

/** Where nobody kept since when, it is known since the look that the file is made from. */
const asff = ({ firstSeenAt, ...found }: Placed) =>
  asffFinding(found.finding, {
    ...found,
    firstSeenAt: firstSeenAt === null || firstSeenAt > found.observedAt ? found.observedAt : firstSeenAt,
    sha256: contentHash,
  });

/** ASFF sends batches of one account and Region, so these stand together. */
const byPlace = (a: FoundFinding, b: FoundFinding): number => {
  const [one, other] = [a, b].map(({ accountId, region }) => `${accountId} ${region}`);
  return one === other ? 0 : (one ?? "") < (other ?? "") ? -1 : 1;
};

function piecesOf(format: Format, found: readonly Placed[], now: string): Iterable<string> {
  switch (format) {
    case "csv":
      return findingsCsv(found);
    case "json":
      return findingsJson(found, now);
    case "sarif":
      return findingsSarif(found);
    case "asff":
      return asffBatches([...found].sort(byPlace).map(asff));
  }
}

const FILES = {
  csv: { ending: "csv", type: "text/csv; charset=utf-8; header=present" },
  json: { ending: "json", type: "application/json" },
  sarif: { ending: "sarif", type: "application/sarif+json" },
  asff: { ending: "asff.ndjson", type: "application/x-ndjson" },
} as const satisfies Record<Format, object>;

/** `entries`: those of the view that were chosen. Null for a format that there is not. */
export function findingsFile(
  asked: string | undefined,
  view: FindingsView,
  entries: readonly FindingEntry[],
  firstSeen: FirstSeen,
): Response | null {
  const format = FORMATS.find((each) => each === asked);
  if (format === undefined) return null;
  const now = new Date().toISOString();
  const found = entries.map((entry) => ({
    ...foundOf(entry, view, now),
    firstSeenAt: firstSeen(entry.scopeId, entry.finding.id),
  }));
  return fileResponse({ name: "sallyport-findings", ...FILES[format], pieces: piecesOf(format, found, now) });
}
