import { Arrow } from "#components/stack-picture/arrow.tsx";
import { EdgeLink } from "#components/stack-picture/edge-link.tsx";
import type { NarrowLane, NarrowStrip } from "#components/stack-picture/narrow-geometry.ts";
import type { PictureLinks } from "#components/stack-picture/picture-links.ts";
import { STATE_WORDS, servicesLabel } from "#components/stack-picture/picture-words.ts";
import { STATE_LOOKS } from "#components/stack-picture/state-look.ts";
import { tierHue } from "#components/ui/tier-hue.ts";

interface Props {
  readonly lane: NarrowLane;
  readonly strip: NarrowStrip;
  readonly x: number;
  readonly links: PictureLinks;
}

/** On a phone: the line that climbs from the way in, along the right, into a lane. */
export const Rail = ({ lane, strip, x, links }: Props) => {
  const right = lane.x + lane.width;
  const from = strip.y + 26;
  return (
    <>
      {lane.lane.fromBelow.map((edge, index) => {
        const y = lane.y + 70 + index * 18;
        return (
          <EdgeLink
            key={edge.key}
            edge={edge}
            href={links.edge(edge.key)}
            selected={links.selected === edge.key}
            box={{ x: right - 82, y: y - 12, width: 78, height: 24 }}
          >
            <Arrow
              path={`M${strip.x + strip.width} ${from}H${x}V${y}H${right + 8}`}
              at={{ x: right + 2, y }}
              heading="left"
              look={STATE_LOOKS[edge.state]}
            />
            <text x={right - 8} y={y + 4} textAnchor="end" className="fill-current font-mono text-[11.5px]">
              {servicesLabel(edge.services, 2)}
              {edge.state === "needed" ? "" : ` ${STATE_WORDS[edge.state]}`}
            </text>
          </EdgeLink>
        );
      })}
      {lane.lane.tier.doors.map((door) => {
        const isWhole = door.carried === door.of;
        const y = lane.y + lane.height - 17;
        return (
          <g
            key={door.tier}
            data-hue={tierHue(door.tier)}
            className={isWhole ? "text-(--hue)" : "text-missing"}
          >
            <Arrow
              path={`M${strip.x + strip.width} ${from}H${x}V${y}H${right + 8}`}
              at={{ x: right + 2, y }}
              heading="left"
              look={STATE_LOOKS[isWhole ? "needed" : "missing"]}
            />
            <text x={right - 10} y={y + 4} textAnchor="end" className="fill-current text-[11.5px] font-[560]">
              {isWhole ? "all have a door" : `${door.of - door.carried} without a door`}
            </text>
          </g>
        );
      })}
    </>
  );
};
