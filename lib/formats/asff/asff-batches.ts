/**
 * Findings in batches that BatchImportFindings takes, one a line: each line is the `--cli-input-json` of
 * `aws securityhub batch-import-findings`. Made one after another, so that no account is too large.
 */
import { ASFF_LIMITS, type AsffFinding } from "./asff-schema.ts";

const sizeOf = (finding: AsffFinding): number => new TextEncoder().encode(JSON.stringify(finding)).length;

const line = (findings: readonly AsffFinding[]): string => `${JSON.stringify({ Findings: findings })}\n`;

/** A batch is of one account and Region: only that account may send it. */
const place = ({ AwsAccountId, Region }: AsffFinding): string => `${AwsAccountId} ${Region}`;

export function* asffBatches(findings: Iterable<AsffFinding>): Generator<string> {
  let batch: AsffFinding[] = [];
  let bytes = 0;
  for (const finding of findings) {
    const size = sizeOf(finding) + 1;
    const [first] = batch;
    const isFull =
      batch.length === ASFF_LIMITS.findingsPerBatch || bytes + size > ASFF_LIMITS.bytesPerBatch - 100;
    if (first !== undefined && (isFull || place(first) !== place(finding))) {
      yield line(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(finding);
    bytes += size;
  }
  if (batch.length > 0) yield line(batch);
}
