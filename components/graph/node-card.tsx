"use client";

import { Button } from "#components/ui/button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import type { Mark } from "#lib/core/graph/graph.ts";
import { portLabel } from "#lib/core/graph/short-services.ts";
import type { ShownEdge } from "#lib/core/graph/shown-edge.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";
import { MARK_ORDER, MARK_WORDS } from "./mark-look.ts";
import { MarkShape } from "./mark-shape.tsx";
import { whatItIs } from "./node-words.ts";

interface Props {
  readonly shown: ShownGraph;
  readonly at: number;
  readonly groupHref: (groupId: string) => string;
  readonly isFocus: boolean;
  readonly onSelect: (at: number) => void;
  readonly onFocus: () => void;
  readonly onLeave: () => void;
  /** Makes one of what lies around it; null where nothing does. */
  readonly gather: { readonly label: string; readonly onGather: () => void } | null;
  /** Opens or closes a cluster; null for a node that is none. */
  readonly onToggle: (() => void) | null;
}

const MOST = 12;

interface EdgeListProps {
  readonly title: string;
  readonly none: string;
  readonly shown: ShownGraph;
  readonly edges: readonly ShownEdge[];
  readonly end: "from" | "to";
  readonly onSelect: (at: number) => void;
}

const edgeMark = ({ marks }: ShownEdge): Mark | null => marks[0] ?? null;

const EdgeList = ({ title, none, shown, edges, end, onSelect }: EdgeListProps) => (
  <section className="grid gap-1">
    <h3 className="text-sm font-[560] text-muted">
      {title} <span className="tabular-nums">{edges.length}</span>
    </h3>
    {edges.length === 0 ? <p className="text-sm text-muted">{none}</p> : null}
    <ul className="grid gap-px">
      {edges.slice(0, MOST).map((edge) => {
        const other = shown.nodes[edge[end]];
        const mark = edgeMark(edge);
        const missing = portLabel(edge.missing);
        return other === undefined ? null : (
          <li key={`${edge.from} ${edge.to}`}>
            <button
              type="button"
              onClick={() => onSelect(edge[end])}
              className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 rounded-md px-2 py-1 text-left hover:bg-sunk max-md:min-h-11"
            >
              <span className="truncate">
                <ForeignText text={other.label} limit={60} />
              </span>
              <span className="font-mono text-sm">{portLabel(edge.possibly) || "nothing"}</span>
              {mark === null && missing === "" ? null : (
                <span className="col-span-2 text-sm text-muted">
                  {missing === "" ? (mark === null ? "" : MARK_WORDS[mark]) : `${missing} is missing`}
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
    {edges.length > MOST ? <p className="px-2 text-sm text-muted">and {edges.length - MOST} more</p> : null}
  </section>
);

/** One node in words: what it is, its marks, whom it lets in and who lets it in. */
export const NodeCard = (props: Props) => {
  const { shown, at, groupHref, isFocus, onSelect, onFocus, onLeave, gather, onToggle } = props;
  const node = shown.nodes[at];
  if (node === undefined) return null;
  return (
    <section aria-label="Selected" className="grid content-start gap-3.5 p-4">
      <header className="grid justify-items-start gap-1">
        <h2 className="text-base font-semibold break-words">
          <ForeignText text={node.label} limit={120} />
        </h2>
        <p className="text-sm text-muted">
          {whatItIs(node)}
          {node.interfaces === 0 ? "" : `, ${node.interfaces} interface${node.interfaces === 1 ? "" : "s"}`}
        </p>
        {node.kind === "group" ? <MonoId id={node.id} what="group id" href={groupHref(node.id)} /> : null}
        {node.kind === "source" || node.kind === "prefix-list" ? <MonoId id={node.id} what="source" /> : null}
        <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
          {MARK_ORDER.filter((mark) => node.marks[mark] !== undefined).map((mark) => (
            <li key={mark} className="inline-flex items-center gap-1.5 text-sm">
              <MarkShape mark={mark} />
              {node.kind === "cluster" ? `${node.marks[mark]} ` : ""}
              {MARK_WORDS[mark]}
            </li>
          ))}
        </ul>
      </header>
      <div className="flex flex-wrap gap-2">
        {isFocus ? (
          <Button size="small" onClick={onLeave}>
            Leave focus
          </Button>
        ) : (
          <Button size="small" onClick={onFocus}>
            Focus
          </Button>
        )}
        {onToggle === null ? null : (
          <Button size="small" onClick={onToggle}>
            Open
          </Button>
        )}
        {gather === null ? null : (
          <Button size="small" onClick={gather.onGather}>
            <span className="max-w-40 truncate">
              Gather <ForeignText text={gather.label} limit={30} />
            </span>
          </Button>
        )}
      </div>
      <EdgeList
        title="Lets in"
        none="Nothing that is shown."
        shown={shown}
        edges={shown.edges.filter((edge) => edge.to === at)}
        end="from"
        onSelect={onSelect}
      />
      <EdgeList
        title="Is let in by"
        none="Nothing that is shown."
        shown={shown}
        edges={shown.edges.filter((edge) => edge.from === at)}
        end="to"
        onSelect={onSelect}
      />
    </section>
  );
};
