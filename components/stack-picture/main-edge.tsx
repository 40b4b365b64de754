import { Arrow } from "#components/stack-picture/arrow.tsx";
import { EdgeLink } from "#components/stack-picture/edge-link.tsx";
import { STATE_WORDS, servicesLabel } from "#components/stack-picture/picture-words.ts";
import { STATE_LOOKS } from "#components/stack-picture/state-look.ts";
import type { PlacedMain } from "#components/stack-picture/wide-geometry.ts";
import { Shape } from "#components/ui/shape.tsx";

interface Props {
  readonly placed: PlacedMain;
  readonly href: string;
  readonly selected: boolean;
}

/** The arrow from one lane, or from the Internet, into the next. */
export const MainEdge = ({ placed, href, selected }: Props) => {
  const { edge, fromX, toX, y } = placed;
  const look = STATE_LOOKS[edge.state];
  const middle = (fromX + toX) / 2;
  const word = STATE_WORDS[edge.state];
  const wordWidth = word.length * 6.1 + 16;
  return (
    <EdgeLink
      edge={edge}
      href={href}
      selected={selected}
      box={{ x: fromX + 5, y: y - 20, width: toX - fromX - 10, height: 40 }}
    >
      <Arrow path={`M${fromX + 1} ${y}H${toX - 8}`} at={{ x: toX - 2, y }} heading="right" look={look} />
      <text x={middle} y={y - 7} textAnchor="middle" className="fill-current font-mono text-[11.5px]">
        {servicesLabel(edge.services)}
      </text>
      {edge.state === "needed" ? null : (
        <>
          <Shape name={look.shape} size={11} x={middle - wordWidth / 2} y={y + 6.5} />
          <text
            x={middle - wordWidth / 2 + 15}
            y={y + 16}
            className="fill-current text-[11.5px] font-semibold"
          >
            {word}
          </text>
        </>
      )}
    </EdgeLink>
  );
};
