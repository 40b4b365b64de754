import type { Arrangement } from "#components/stack-picture/arrange.ts";
import { FallingEdge } from "#components/stack-picture/falling-edge.tsx";
import { LaneBox } from "#components/stack-picture/lane-box.tsx";
import { narrowGeometry } from "#components/stack-picture/narrow-geometry.ts";
import { NoteEdge } from "#components/stack-picture/note-edge.tsx";
import type { PictureLinks } from "#components/stack-picture/picture-links.ts";
import { Rail } from "#components/stack-picture/rail.tsx";
import { SourceChip } from "#components/stack-picture/source-chip.tsx";
import { StripBox } from "#components/stack-picture/strip-box.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";

interface Props {
  readonly arrangement: Arrangement;
  readonly links: PictureLinks;
  readonly now: number;
}

const more = "fill-current text-[12.5px] font-[560] text-accent underline";

/** The picture on a phone: the same parts, top to bottom. */
export const PictureNarrow = ({ arrangement, links, now }: Props) => {
  const geometry = narrowGeometry(arrangement);
  const { internet, lanes, strips, railX } = geometry;
  const [strip] = strips;
  const { selected } = links;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      viewBox={`0 0 ${geometry.width} ${geometry.height}`}
      role="group"
      aria-label="Tiers and what may reach them"
      className="mx-auto block h-auto w-full max-w-md"
    >
      <rect {...internet} rx={20} className="fill-panel stroke-line-strong" />
      <text
        x={internet.x + internet.width / 2}
        y={internet.y + internet.height / 2 + 4.5}
        textAnchor="middle"
        className="fill-ink text-[13px] font-semibold"
      >
        Internet
      </text>
      {lanes.map((placed) => (
        <g key={placed.lane.tier.name}>
          {placed.falling.map((falling) => (
            <FallingEdge
              key={falling.edge.key}
              placed={falling}
              href={links.edge(falling.edge.key)}
              selected={selected === falling.edge.key}
            />
          ))}
          {placed.notes.map(({ edge, dropX, ...box }) => (
            <NoteEdge
              key={edge.key}
              edge={edge}
              href={links.edge(edge.key)}
              selected={selected === edge.key}
              box={box}
              dropX={dropX}
              laneY={placed.y}
            />
          ))}
          {placed.hidden === null ? null : (
            <MomentLink href={links.findings(placed.lane.tier.name)} className={more}>
              <text x={placed.x + placed.width} y={placed.hidden.y} textAnchor="end">
                and {placed.hidden.count} more
              </text>
            </MomentLink>
          )}
          <LaneBox
            tier={placed.lane.tier}
            box={{ x: placed.x, y: placed.y, width: placed.width, height: placed.height }}
          />
          {strip === undefined ? null : <Rail lane={placed} strip={strip} x={railX} links={links} />}
        </g>
      ))}
      {strips.map((placed) => (
        <g key={placed.strip.tier.name}>
          <StripBox
            tier={placed.strip.tier}
            box={{ x: placed.x, y: placed.y, width: placed.width, height: placed.height }}
            sources={placed.strip.sources.length}
          />
          {placed.chips.map(({ edge, ...box }) => (
            <SourceChip
              key={edge.key}
              edge={edge}
              href={links.edge(edge.key)}
              selected={selected === edge.key}
              box={box}
              now={now}
            />
          ))}
          {placed.hidden === 0 ? null : (
            <MomentLink href={links.rules(placed.strip.tier.name)} className={more}>
              <text x={placed.x + 58} y={placed.y + placed.height - 10}>
                and {placed.hidden} more
              </text>
            </MomentLink>
          )}
        </g>
      ))}
    </svg>
  );
};
