import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { Line, Witness } from "#lib/core/diff/line.ts";

interface Props {
  readonly witness: Witness | null;
  readonly direction: "ingress" | "egress";
  /** Whether this packet gets through. */
  readonly passes: boolean;
}

/** One packet that proves it: who, what, and whether it is let in. */
export const WitnessLine = ({ witness, direction, passes }: Props) => {
  if (witness === null) return null;
  const way =
    direction === "ingress" ? (passes ? "is let in" : "is refused") : passes ? "is let out" : "is held back";
  return (
    <span className="text-[0.95em]">
      <span className="font-mono md:whitespace-nowrap">
        {witness.address ?? witness.groupId ?? "a packet"} {direction === "ingress" ? "→" : "←"}{" "}
        {witness.service}
      </span>{" "}
      {way}
    </span>
  );
};

/** A flow as the model or a rule has it. */
export const FlowText = ({
  line,
  names,
}: {
  readonly line: Pick<Line, "peer" | "service">;
  /** Names of groups, by id. */
  readonly names: Readonly<Record<string, string>>;
}) => {
  const name = Object.hasOwn(names, line.peer) ? names[line.peer] : undefined;
  return (
    <span className="font-mono">
      {name === undefined ? line.peer : <ForeignText text={name} limit={40} />} {line.service}
    </span>
  );
};
