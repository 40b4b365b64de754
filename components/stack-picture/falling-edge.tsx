import { Arrow } from "#components/stack-picture/arrow.tsx";
import { EdgeLink } from "#components/stack-picture/edge-link.tsx";
import type { FallingEdge as Placed } from "#components/stack-picture/narrow-geometry.ts";
import { STATE_WORDS, servicesLabel } from "#components/stack-picture/picture-words.ts";
import { STATE_LOOKS } from "#components/stack-picture/state-look.ts";
import { Shape } from "#components/ui/shape.tsx";

interface Props {
  readonly placed: Placed;
  readonly href: string;
  readonly selected: boolean;
}

/** On a phone: from the lane above, or the Internet, down into the next. */
export const FallingEdge = ({ placed, href, selected }: Props) => {
  const { edge, x, fromY, toY } = placed;
  const look = STATE_LOOKS[edge.state];
  const isNeeded = edge.state === "needed";
  return (
    <EdgeLink
      edge={edge}
      href={href}
      selected={selected}
      box={{ x: x - 10, y: fromY + 3, width: 100, height: 44 }}
    >
      <Arrow path={`M${x} ${fromY + 1}V${toY - 8}`} at={{ x, y: toY - 2 }} heading="down" look={look} />
      <text x={x + 10} y={fromY + (isNeeded ? 29 : 21)} className="fill-current font-mono text-[12px]">
        {servicesLabel(edge.services)}
      </text>
      {isNeeded ? null : (
        <>
          <Shape name={look.shape} size={11} x={x + 10} y={fromY + 27} />
          <text x={x + 25} y={fromY + 36.5} className="fill-current text-[12px] font-semibold">
            {STATE_WORDS[edge.state]}
          </text>
        </>
      )}
    </EdgeLink>
  );
};
