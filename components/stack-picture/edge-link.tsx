import type { ReactNode } from "react";
import { edgeSentence } from "#components/stack-picture/picture-words.ts";
import { STATE_LOOKS } from "#components/stack-picture/state-look.ts";
import { MomentLink } from "#components/ui/moment-link.tsx";
import type { PictureEdge } from "#lib/core/picture/tier-picture.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Props {
  readonly edge: PictureEdge;
  readonly href: string;
  readonly selected: boolean;
  /** Where a click or tap counts, and where the focus ring is drawn. */
  readonly box: Box;
  readonly children: ReactNode;
}

/** An edge is a link to its own detail. Its colour is what is drawn inside with the current colour. */
export const EdgeLink = ({ edge, href, selected, box, children }: Props) => (
  <MomentLink
    href={href}
    scroll={false}
    aria-label={edgeSentence(edge)}
    aria-current={selected ? "true" : undefined}
    className={`group outline-none ${STATE_LOOKS[edge.state].color}`}
  >
    <title>{edgeSentence(edge)}</title>
    <rect
      {...box}
      rx={8}
      strokeWidth={2}
      className={
        selected
          ? "fill-accent-soft stroke-accent"
          : "fill-transparent stroke-transparent group-hover:fill-line/40 group-focus-visible:stroke-accent"
      }
    />
    {children}
  </MomentLink>
);
