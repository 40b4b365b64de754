import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";
import type { CatalogueFinding, Severity } from "#lib/core/findings/catalogue/catalogue-finding.ts";

interface Look {
  readonly word: string;
  readonly tone: Tone;
  readonly shape: ShapeName;
}

export const SEVERITY_LOOKS: Readonly<Record<Severity, Look>> = {
  critical: { word: "Critical", tone: "extra", shape: "triangle" },
  high: { word: "High", tone: "extra", shape: "wide" },
  medium: { word: "Medium", tone: "missing", shape: "half" },
  low: { word: "Low", tone: "muted", shape: "double" },
  note: { word: "Note", tone: "muted", shape: "dot" },
};

/** How bad it is; and where nobody can tell, that comes first. */
export const SeverityMark = ({ finding }: { readonly finding: CatalogueFinding }) => {
  const look = SEVERITY_LOOKS[finding.severity];
  if (finding.certainty === "sure")
    return (
      <StateMark tone={look.tone} shape={look.shape}>
        {look.word}
      </StateMark>
    );
  return (
    <span className="grid justify-items-start">
      <StateMark tone="unknown" shape="fog">
        Cannot tell
      </StateMark>
      <span className="text-sm text-muted">{look.word.toLowerCase()} if so</span>
    </span>
  );
};
