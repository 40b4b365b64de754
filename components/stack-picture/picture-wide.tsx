import type { Arrangement } from "#components/stack-picture/arrange.ts";
import { LaneBox } from "#components/stack-picture/lane-box.tsx";
import { MainEdge } from "#components/stack-picture/main-edge.tsx";
import { NoteEdge } from "#components/stack-picture/note-edge.tsx";
import type { PictureLinks } from "#components/stack-picture/picture-links.ts";
import { SourceChip } from "#components/stack-picture/source-chip.tsx";
import { StripBox } from "#components/stack-picture/strip-box.tsx";
import { UpwardEdges } from "#components/stack-picture/upward-edges.tsx";
import { wideGeometry } from "#components/stack-picture/wide-geometry.ts";
import { MomentLink } from "#components/ui/moment-link.tsx";

interface Props {
  readonly arrangement: Arrangement;
  readonly links: PictureLinks;
  readonly now: number;
}

const more = "fill-current text-[12px] font-[560] text-accent underline";

/** The picture where there is room: lanes left to right. */
export const PictureWide = ({ arrangement, links, now }: Props) => {
  const geometry = wideGeometry(arrangement);
  const { internet, lanes, strips } = geometry;
  const { selected } = links;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg
      viewBox={`0 0 ${geometry.width} ${geometry.height}`}
      width={geometry.width}
      height={geometry.height}
      role="group"
      aria-label="Tiers and what may reach them"
      className="mx-auto block h-auto max-w-full min-w-[46rem]"
    >
      <rect {...internet} rx={28} className="fill-panel stroke-line-strong" />
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
          {placed.hidden === null ? null : (
            <MomentLink href={links.findings(placed.lane.tier.name)} className={more}>
              <text x={placed.hidden.x} y={placed.hidden.y}>
                and {placed.hidden.count} more
              </text>
            </MomentLink>
          )}
          {placed.notes.map((note) => (
            <NoteEdge
              key={note.edge.key}
              edge={note.edge}
              href={links.edge(note.edge.key)}
              selected={selected === note.edge.key}
              box={{ x: note.x, y: note.y, width: note.width, height: note.height }}
              dropX={note.dropX}
              laneY={placed.y}
            />
          ))}
          <LaneBox
            tier={placed.lane.tier}
            box={{ x: placed.x, y: placed.y, width: placed.width, height: placed.height }}
          />
          {placed.mains.map((main) => (
            <MainEdge
              key={main.edge.key}
              placed={main}
              href={links.edge(main.edge.key)}
              selected={selected === main.edge.key}
            />
          ))}
          <UpwardEdges lane={placed} strips={strips} href={links.edge} selected={selected} />
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
              <text x={placed.x + 62} y={placed.y + placed.height - 10}>
                and {placed.hidden} more
              </text>
            </MomentLink>
          )}
        </g>
      ))}
    </svg>
  );
};
