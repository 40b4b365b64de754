// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: it is the head of a row or of a column, which both have a number
"use client";

import clsx from "clsx";
import type { CSSProperties } from "react";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { tierHue } from "#components/ui/tier-hue.ts";
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";

interface Props {
  readonly node: ShownNode;
  readonly role: "rowheader" | "columnheader";
  /** The column's number, from 1. */
  readonly index: number;
  /** Its row or column holds the selected cell. */
  readonly isLit: boolean;
  readonly onPress: () => void;
  readonly style: CSSProperties;
}

/** Heads a row or column. Pressing it opens what stands for several, and puts anything else into focus. */
export const NodeHead = ({ node, role, index, isLit, onPress, style }: Props) => {
  const part = node.plays === null ? "" : `${node.plays.stack} ${node.plays.tier}`;
  return (
    <div
      role={role}
      aria-colindex={index}
      data-hue={node.plays === null ? undefined : tierHue(node.plays.tier)}
      className={clsx(
        "flex border-r border-b border-line bg-panel",
        role === "rowheader" ? "sticky left-0 z-10" : "absolute top-0",
        isLit && "bg-accent-soft",
      )}
      style={style}
    >
      <button
        type="button"
        tabIndex={-1}
        onClick={onPress}
        title={`${foreignString(node.label)}: ${node.kind === "cluster" ? "open it" : "put it in focus"}`}
        className="grid min-w-0 flex-1 content-center px-2 text-left text-xs leading-tight -outline-offset-2 hover:bg-sunk"
      >
        <span className="flex min-w-0 items-baseline gap-1.5 font-[560] text-(--hue)">
          {node.plays === null ? null : (
            <span aria-hidden="true" className="size-2 shrink-0 rounded-[2px] bg-(--hue)" />
          )}
          <ForeignText
            text={node.label}
            limit={40}
            className={clsx("min-w-0", role === "columnheader" ? "line-clamp-2 break-words" : "truncate")}
          />
        </span>
        <span className="truncate text-muted">
          {node.kind === "cluster" ? `${node.members.length} inside` : <ForeignText text={part} limit={40} />}
        </span>
      </button>
    </div>
  );
};
