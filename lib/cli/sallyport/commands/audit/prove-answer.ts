import { listHashes, listLeaves } from "#lib/core/audit/verify/exported-leaves.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { countOf, textOf } from "#lib/formats/log/base64.ts";
import type { AuditReport } from "#lib/formats/report/audit-report.ts";
import { type GivenOptions, valueGiven } from "../../command-line/options.ts";
import type { InputProblem } from "../../input/input-problem.ts";
import { ownVersion } from "../../own-files.ts";
import { type Document, good, paragraph } from "../../print/document.ts";
import type { Answer } from "../command.ts";
import type { ExportPart } from "./export-part.ts";
import { type Proof, prove, type Wanted } from "./prove.ts";
import type { ReadCheckpoints } from "./read-checkpoints.ts";
import { readExport } from "./read-export.ts";

type Problems = readonly InputProblem[];

const refused = (file: string, reason: string): Result<never, Problems> =>
  fail([{ file, place: null, reason }]);

interface Asked {
  readonly place: number | null;
  readonly size: number | null;
}

/** Exactly one of both, a number. */
function askedOf(given: GivenOptions): Asked | null {
  const [entry, since] = [valueGiven(given, "entry"), valueGiven(given, "since")];
  if ((entry === null) === (since === null)) return null;
  const number = countOf(entry ?? since ?? "");
  if (number === null) return null;
  return entry === null ? { place: null, size: number } : { place: number, size: null };
}

function wantedOf({ place, size }: Asked, { entry }: ExportPart): Wanted | null {
  if (size !== null) return { kind: "consistency", size };
  return place === null || entry === null ? null : { kind: "inclusion", place, entry };
}

/** `sallyport audit prove`: a proof from the whole log as it was exported. */
export async function proveFrom(
  file: string,
  given: GivenOptions,
  checkpoints: ReadCheckpoints,
): Promise<Result<Answer, Problems>> {
  const asked = askedOf(given);
  if (asked === null) {
    return refused("audit", "Say what to prove: --entry PLACE, or --since SIZE of an earlier checkpoint.");
  }
  const read = readExport(file, asked.place);
  if (!read.ok) return fail([read.problem]);
  const { leaves } = read.value;
  if (listLeaves(leaves).some(({ index }, place) => index !== place)) {
    return refused(file, "A proof is made from the whole log, in its order, without a filter.");
  }
  const wanted = wantedOf(asked, read.value);
  if (wanted === null) return refused(file, `It has no entry ${asked.place}.`);
  const proof = prove(listHashes(leaves), checkpoints.signed, wanted);
  if (!proof.ok) return refused(file, proof.problem);
  const report = reportOf(proof.value, leaves.count);
  return succeed({ report, document: documentOf(proof.value), estate: null, models: [] });
}

const reportOf = ({ head, text }: Proof, entries: number): AuditReport => ({
  format: "sallyport-report@1",
  tool: { name: "sallyport", version: ownVersion() },
  verdict: "in-line",
  observed: null,
  findings: [],
  command: "audit",
  entries,
  proven: head.size,
  checkpoints: [{ size: head.size, root: textOf(head.root) }],
  tampering: [],
  notExcluded: [],
  proof: text,
});

const documentOf = ({ sentence, text }: Proof): Document => [
  paragraph(good("Proven."), ` ${sentence}`),
  { kind: "verbatim", language: "text", lines: text.trimEnd().split("\n") },
];
