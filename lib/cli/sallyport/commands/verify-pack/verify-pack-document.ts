import type { VerifyPackReport } from "#lib/formats/report/verify-pack-report.ts";
import { bad, code, type Document, good, paragraph, strong } from "../../print/document.ts";

const SHOWN = 40;

/** The answer in plain words: what was signed, and what of it is not so any more. */
export const verifyPackDocument = ({ pack, faults, signed }: VerifyPackReport, key: string): Document => [
  ...(pack === null
    ? []
    : [
        paragraph(
          strong(`Access review ${pack.review}, edition ${pack.edition}`),
          `, made ${pack.madeAt}: ${pack.files.join(" and ")}, ${pack.parts} parts.`,
        ),
      ]),
  faults.length === 0
    ? paragraph(
        good("Verified."),
        " Every byte and every part of it is what was signed with ",
        code(key),
        ".",
      )
    : paragraph(
        bad(signed ? "Altered." : "Not verified."),
        signed ? " The signature holds, and this is not what it was given for:" : " Trust nothing of it:",
      ),
  ...(faults.length === 0
    ? []
    : [
        {
          kind: "points" as const,
          points: faults
            .slice(0, SHOWN)
            .map(({ part, sentence }) => ({ mark: bad(part), line: [sentence], details: [] })),
        },
      ]),
  ...(faults.length > SHOWN ? [paragraph(`And ${faults.length - SHOWN} more.`)] : []),
];
