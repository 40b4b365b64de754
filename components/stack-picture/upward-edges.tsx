import { Arrow } from "#components/stack-picture/arrow.tsx";
import { EdgeLink } from "#components/stack-picture/edge-link.tsx";
import { STATE_WORDS, servicesLabel } from "#components/stack-picture/picture-words.ts";
import { STATE_LOOKS } from "#components/stack-picture/state-look.ts";
import type { PlacedLane, PlacedStrip } from "#components/stack-picture/wide-geometry.ts";
import { Shape } from "#components/ui/shape.tsx";
import { tierHue } from "#components/ui/tier-hue.ts";

interface Props {
  readonly lane: PlacedLane;
  readonly strips: readonly PlacedStrip[];
  readonly href: (key: string) => string;
  readonly selected: string | null;
}

/** From the way in up into a lane: a bastion's rules, or that the lane's instances carry the door's group. */
export const UpwardEdges = ({ lane, strips, href, selected }: Props) => {
  const bottom = lane.y + lane.height;
  const [strip] = strips;
  if (strip === undefined) return null;
  const rows = lane.lane.fromBelow;
  const carried = lane.lane.tier.doors;
  const start = lane.x + lane.width / 2;
  return (
    <>
      {rows.map((edge, index) => {
        const x = start + (index - (rows.length - 1) / 2) * 76;
        const look = STATE_LOOKS[edge.state];
        return (
          <EdgeLink
            key={edge.key}
            edge={edge}
            href={href(edge.key)}
            selected={selected === edge.key}
            box={{ x: x - 12, y: bottom + 4, width: 88, height: strip.y - bottom - 8 }}
          >
            <Arrow
              path={`M${x} ${strip.y - 1}V${bottom + 8}`}
              at={{ x, y: bottom + 2 }}
              heading="up"
              look={look}
            />
            <text x={x + 10} y={bottom + 34} className="fill-current font-mono text-[11.5px]">
              {servicesLabel(edge.services, 2)}
            </text>
            {edge.state === "needed" ? null : (
              <>
                <Shape name={look.shape} size={11} x={x + 10} y={bottom + 40} />
                <text x={x + 24} y={bottom + 49.5} className="fill-current text-[11.5px] font-semibold">
                  {STATE_WORDS[edge.state]}
                </text>
              </>
            )}
          </EdgeLink>
        );
      })}
      {carried.map((door) => {
        const isWhole = door.carried === door.of;
        return (
          <g
            key={door.tier}
            data-hue={tierHue(door.tier)}
            className={isWhole ? "text-(--hue)" : "text-missing"}
          >
            <Arrow
              path={`M${start} ${strip.y - 1}V${bottom + 8}`}
              at={{ x: start, y: bottom + 2 }}
              heading="up"
              look={STATE_LOOKS[isWhole ? "needed" : "missing"]}
            />
            <text x={start + 10} y={bottom + 34} className="fill-current text-[11.5px] font-[560]">
              {isWhole ? "all carry it" : `${door.of - door.carried} without a door`}
            </text>
          </g>
        );
      })}
    </>
  );
};
