import { Arrow } from "#components/stack-picture/arrow.tsx";
import { type Box, EdgeLink } from "#components/stack-picture/edge-link.tsx";
import { fitted, STATE_WORDS, servicesLabel, sourceId } from "#components/stack-picture/picture-words.ts";
import { STATE_LOOKS } from "#components/stack-picture/state-look.ts";
import { Shape } from "#components/ui/shape.tsx";
import { tierHue } from "#components/ui/tier-hue.ts";
import type { PictureEdge } from "#lib/core/picture/tier-picture.ts";

interface Props {
  readonly edge: PictureEdge;
  readonly href: string;
  readonly selected: boolean;
  readonly box: Box;
  /** Where its line goes down, and the top of the lane it ends at. */
  readonly dropX: number;
  readonly laneY: number;
}

/** Somebody else who may come in, or be reached: a note above the lane, with its line into it. */
export const NoteEdge = ({ edge, href, selected, box, dropX, laneY }: Props) => {
  const look = STATE_LOOKS[edge.state];
  const isLeft = dropX < box.x;
  const side = isLeft ? box.x : box.x + box.width;
  const middle = box.y + box.height / 2;
  const bend = isLeft ? 7 : -7;
  const isIn = edge.direction === "ingress";
  const line = isIn
    ? `M${side} ${middle}H${dropX + bend}Q${dropX} ${middle} ${dropX} ${middle + 7}V${laneY - 8}`
    : `M${dropX} ${laneY}V${middle + 7}Q${dropX} ${middle} ${dropX + bend} ${middle}H${side}`;
  const label = fitted(edge.source.name ?? sourceId(edge.source), Math.floor((box.width - 24) / 7));
  return (
    <EdgeLink
      edge={edge}
      href={href}
      selected={selected}
      box={{ x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6 }}
    >
      <Arrow
        path={line}
        at={isIn ? { x: dropX, y: laneY - 2 } : { x: side, y: middle }}
        heading={isIn ? "down" : isLeft ? "right" : "left"}
        look={look}
      />
      <rect
        {...box}
        rx={10}
        className={`${look.soft} stroke-current`}
        {...(look.dash === undefined ? {} : { strokeDasharray: look.dash })}
      />
      {edge.source.kind === "tier" ? (
        <text
          data-hue={tierHue(edge.source.id)}
          x={box.x + 12}
          y={box.y + 16.5}
          className="fill-(--hue) text-[12px] font-semibold"
        >
          {label}
        </text>
      ) : (
        <text x={box.x + 12} y={box.y + 16.5} className="fill-ink font-mono text-[11.5px]">
          {label}
        </text>
      )}
      <Shape name={look.shape} size={11} x={box.x + 12} y={box.y + 22.5} />
      <text x={box.x + 27} y={box.y + 32} className="fill-current text-[11.5px] font-semibold">
        {STATE_WORDS[edge.state]}
        <tspan className="font-mono text-[11px] font-normal">
          {" "}
          {isIn ? "" : "out "}
          {servicesLabel(edge.services)}
        </tspan>
      </text>
    </EdgeLink>
  );
};
