/** Findings as one JSON object; names from EC2 are in it as they are. */
import type { FoundFinding } from "./found-finding.ts";

export function* findingsJson(found: Iterable<FoundFinding>, madeAt: string): Generator<string> {
  yield `{"format":"sallyport-findings@1","madeAt":${JSON.stringify(madeAt)},"findings":[`;
  let isFirst = true;
  for (const { finding, ...where } of found) {
    yield `${isFirst ? "" : ","}\n${JSON.stringify({ ...where, ...finding })}`;
    isFirst = false;
  }
  yield "\n]}\n";
}
