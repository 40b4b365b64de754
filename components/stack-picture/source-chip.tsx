import { type Box, EdgeLink } from "#components/stack-picture/edge-link.tsx";
import { fitted, STATE_WORDS, servicesLabel, sourceId } from "#components/stack-picture/picture-words.ts";
import { STATE_LOOKS } from "#components/stack-picture/state-look.ts";
import { Shape } from "#components/ui/shape.tsx";
import { remainingWords } from "#components/ui/time-words.ts";
import type { PictureEdge } from "#lib/core/picture/tier-picture.ts";

interface Props {
  readonly edge: PictureEdge;
  readonly href: string;
  readonly selected: boolean;
  readonly box: Box;
  /** Milliseconds since 1970: what is left of a grant is counted from here. */
  readonly now: number;
}

const ownerOf = ({ source, isOpenToWorld }: PictureEdge): string => {
  if (source.kind === "anyone") return "the whole Internet";
  return source.name ?? (isOpenToWorld ? "the Internet, in pieces" : "nobody's");
};

const standing = (edge: PictureEdge, now: number): string => {
  const { endsAt, reviewAt } = edge.source;
  if (edge.state !== "needed") return STATE_WORDS[edge.state];
  if (endsAt !== null)
    return Date.parse(endsAt) <= now ? "ending" : `${remainingWords(Date.parse(endsAt), now)} left`;
  return reviewAt === null ? "" : `review ${reviewAt}`;
};

/** A source that the door is open to: whose it is, its address, and how long still. */
export const SourceChip = ({ edge, href, selected, box, now }: Props) => {
  const look = STATE_LOOKS[edge.state];
  const note = standing(edge, now);
  const isMeant = edge.state === "needed";
  const noteWidth = note.length * 6 + (isMeant ? 0 : 16);
  const owner = ownerOf(edge);
  const services = servicesLabel(edge.services);
  return (
    <EdgeLink
      edge={edge}
      href={href}
      selected={selected}
      box={{ x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6 }}
    >
      <rect
        {...box}
        rx={8}
        className={isMeant ? "fill-panel stroke-line-strong" : `${look.soft} stroke-current`}
        {...(look.dash === undefined ? {} : { strokeDasharray: look.dash })}
      />
      <text x={box.x + 11} y={box.y + 17} className="fill-ink text-[12px] font-semibold">
        {fitted(owner, Math.max(8, Math.floor((box.width - noteWidth - 28) / 6.6)))}
      </text>
      <text x={box.x + 11} y={box.y + 33} className="fill-muted font-mono text-[11px]">
        {fitted(
          `${sourceId(edge.source)}${services === "22" ? "" : ` ${services}`}`,
          Math.floor((box.width - 22) / 6.7),
        )}
      </text>
      {isMeant ? null : (
        <Shape name={look.shape} size={11} x={box.x + box.width - 11 - noteWidth} y={box.y + 8} />
      )}
      <text
        x={box.x + box.width - 11}
        y={box.y + 17}
        textAnchor="end"
        className={
          isMeant
            ? edge.source.endsAt === null
              ? "fill-muted text-[11.5px]"
              : "fill-door text-[11.5px] font-semibold"
            : "fill-current text-[11.5px] font-semibold"
        }
      >
        {note}
      </text>
    </EdgeLink>
  );
};
