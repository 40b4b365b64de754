"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { keepMoment } from "#components/ui/keep-moment.ts";
import type { AccountGraph, Highlight } from "#lib/core/graph/graph.ts";
import type { GraphForm } from "#lib/core/graph/graph-form.ts";
import type { GraphQuery } from "#lib/core/graph/graph-query.ts";
import { revealed } from "#lib/core/graph/reveal.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";
import { formOf } from "./arrange.ts";
import type { Picture } from "./draw-graph.ts";
import { FileButtons } from "./file-buttons.tsx";
import { FocusBar } from "./focus-bar.tsx";
import { type CanvasControls, GraphCanvas } from "./graph-canvas.tsx";
import { GraphLegend } from "./graph-legend.tsx";
import { GraphSide } from "./graph-side.tsx";
import { GraphToolbar } from "./graph-toolbar.tsx";
import type { GraphTwin } from "./graph-twin.ts";
import { levelOf } from "./level-of.ts";
import { neighbourOf } from "./node-at.ts";
import { NodeCard } from "./node-card.tsx";
import { NodeSearch } from "./node-search.tsx";
import { nodeSentence } from "./node-words.ts";
import { PictureButtons } from "./picture-buttons.tsx";
import type { ChangeQuery } from "./use-graph-query.ts";
import { usePalette } from "./use-palette.ts";
import { useGraphPicture } from "./use-picture.ts";
import { useSelected } from "./use-selected.ts";
import { useSlash } from "./use-slash.ts";
import { likelyView, useViewSize } from "./use-view-size.ts";

interface Props {
  readonly graph: AccountGraph;
  readonly query: GraphQuery;
  readonly onChange: ChangeQuery;
  readonly scopes: readonly { readonly key: string; readonly label: string }[];
  /** What an answer speaks of. */
  readonly highlight: Highlight | null;
  /** What the picture shows, as a file for other programs. */
  readonly fileOf: (shown: ShownGraph, form: GraphForm) => Blob;
  /** A table at the picture's side, of what the picture shows. */
  readonly beside?: ((twin: GraphTwin) => ReactNode) | null;
  /** Where a group is shown; its own page where nothing else is said. */
  readonly groupHref?: (groupId: string) => string;
}

const ownPage = (groupId: string): string => `/groups/${groupId}`;

const HELP =
  "Arrow keys walk from node to node, Enter opens the group or what stands for several, F focuses, G gathers what lies around, / searches, Escape leaves focus, plus and minus zoom, 0 shows all.";

/** The graph of an account: filters, picture, and the selected node in words. */
export const GraphView = (props: Props) => {
  const { graph, query, onChange, scopes, highlight, fileOf, groupHref = ownPage, beside = null } = props;
  const router = useRouter();
  const host = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const controls = useRef<CanvasControls>(null);
  const palette = usePalette(host);
  const view = useViewSize(host);
  const { selectedId, select: setSelectedId, quiet, leave } = useSelected(query, onChange);
  const [hovered, setHovered] = useState<number | null>(null);
  const [cell, setCell] = useState<{ readonly from: string; readonly to: string } | null>(null);
  const form = formOf(view ?? likelyView());
  const level = levelOf(graph, query, form);
  const { shown, picture, focusAt, fit } = useGraphPicture(graph, query, highlight, form);
  const found = shown.nodes.findIndex(({ id }) => id === selectedId);
  const selected = found === -1 ? focusAt : found;
  const pointed = hovered ?? selected;
  const pair = useMemo((): Picture["pair"] => {
    const placeOf = (id: string | undefined) => shown.nodes.findIndex((node) => node.id === id);
    const [from, to] = [placeOf(cell?.from), placeOf(cell?.to)];
    return from === -1 || to === -1 ? null : [from, to];
  }, [shown, cell]);
  const whole = useMemo(() => ({ ...picture, selected, pointed, pair }), [picture, selected, pointed, pair]);
  const tiers = useMemo(
    () => [...new Set(graph.nodes.flatMap(({ plays }) => plays?.tier ?? []))].slice(0, 8),
    [graph],
  );
  const persons = useMemo(
    () => [...new Set(graph.nodes.flatMap(({ ownerName }) => ownerName ?? []))].sort(),
    [graph],
  );

  useSlash(field);

  const around = selected === null ? undefined : shown.nodes[selected]?.within.at(-1);
  const gatherable = shown.open.find(({ id, size }) => id === around && size > 1);
  const select = (at: number) => {
    setSelectedId(shown.nodes[at]?.id ?? null);
    const box = picture.scene.boxes[at];
    if (box !== undefined) controls.current?.bring(box);
  };
  const toggle = (id: string) => {
    const turned = new Set(query.open);
    if (!turned.delete(id)) turned.add(id);
    onChange({ open: [...turned].sort(), camera: "" });
  };
  const gather = (id: string) => {
    setSelectedId(id);
    toggle(id);
  };
  const focus = (id: string) => {
    setSelectedId(id);
    onChange({ focus: id, camera: "" });
  };
  const jump = (id: string) => {
    setSelectedId(id);
    onChange({ focus: id, open: revealed(graph, level, query.open, id), camera: "" });
    host.current?.focus();
  };
  const open = (at: number) => {
    const node = shown.nodes[at];
    if (node === undefined) return;
    const href = groupHref(node.id);
    // Behind the # the page itself shows it, and no server hears of it.
    if (node.kind === "group" && href.startsWith("#")) location.hash = href;
    else if (node.kind === "group") {
      leave();
      router.push(keepMoment(href, query.at === "" ? null : query.at));
    } else if (node.kind === "cluster") toggle(node.id);
    else focus(node.id);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const start = selected ?? 0;
    const next =
      selected === null && event.key.startsWith("Arrow") ? 0 : neighbourOf(picture.scene, start, event.key);
    if (next !== null) select(next);
    else if (event.key === "Enter" && selected !== null) open(selected);
    else if (event.key === "+" || event.key === "=") controls.current?.zoom(1.25);
    else if (event.key === "-") controls.current?.zoom(0.8);
    else if (event.key === "0") controls.current?.showAll();
    else if (event.key.toLowerCase() === "f" && selected !== null) focus(shown.nodes[selected]?.id ?? "");
    else if (event.key.toLowerCase() === "g" && gatherable !== undefined) gather(gatherable.id);
    else if (event.key === "Escape") {
      setSelectedId(null);
      if (query.focus !== "") onChange({ focus: "", camera: "" });
    } else return;
    event.preventDefault();
  };

  const told = hovered ?? selected;
  const toldNode = told === null ? undefined : shown.nodes[told];
  const selectedNode = selected === null ? undefined : shown.nodes[selected];
  const table = beside?.({
    shown,
    within: focusAt === null ? null : picture.forward,
    pointed: pointed === null ? null : (shown.nodes[pointed]?.id ?? null),
    selected: selectedId,
    onPoint: setCell,
    onToggle: toggle,
  });
  return (
    <div>
      <GraphToolbar
        query={query}
        level={level}
        persons={persons}
        onChange={onChange}
        scopes={scopes}
        search={
          <NodeSearch graph={graph} field={field} onFound={jump} onLeave={() => host.current?.focus()} />
        }
      />
      {focusAt === null ? null : (
        <FocusBar label={shown.nodes[focusAt]?.label ?? ""} query={query} onChange={onChange} />
      )}
      <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_auto]">
        <div className="min-w-0">
          <div
            ref={host}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a picture that is walked with the arrow keys
            tabIndex={0}
            role="application"
            aria-label="Graph"
            aria-describedby="graph-help"
            onKeyDown={onKeyDown}
            className="relative h-[34rem] overflow-hidden -outline-offset-2 max-md:h-[26rem] xl:h-[40rem]"
          >
            {palette === null || view === null ? null : (
              <GraphCanvas
                picture={whole}
                palette={palette}
                view={view}
                camera={query.camera}
                fit={fit}
                onCamera={(camera) => quiet({ camera })}
                onPress={(at, closer) => {
                  const id = shown.nodes[at]?.id ?? null;
                  if (!closer) open(at);
                  else if (id !== null && id === selectedId) open(at);
                  else setSelectedId(id);
                }}
                onPressFrame={toggle}
                onHover={setHovered}
                controls={controls}
              />
            )}
          </div>
          <div className="flex items-center gap-2 border-t border-line px-4.5 py-1.5 max-md:px-4">
            <p className="min-w-0 flex-1 truncate text-sm text-muted">
              {toldNode === undefined
                ? `${shown.nodes.length} nodes, ${shown.edges.length} edges`
                : nodeSentence(toldNode)}
            </p>
            <Button size="small" aria-label="Closer" onClick={() => controls.current?.zoom(1.25)}>
              +
            </Button>
            <Button size="small" aria-label="Further away" onClick={() => controls.current?.zoom(0.8)}>
              −
            </Button>
            <Button size="small" onClick={() => controls.current?.showAll()}>
              All
            </Button>
          </div>
          <p role="status" className="sr-only">
            {selectedNode === undefined ? "" : nodeSentence(selectedNode)}
          </p>
          <p id="graph-help" className="sr-only">
            {HELP}
          </p>
        </div>
        <GraphSide table={table}>
          {selected === null ? null : (
            <NodeCard
              shown={shown}
              at={selected}
              groupHref={groupHref}
              isFocus={selected === focusAt}
              onSelect={select}
              onFocus={() => focus(shown.nodes[selected]?.id ?? "")}
              onLeave={() => onChange({ focus: "", camera: "" })}
              gather={
                gatherable === undefined
                  ? null
                  : { label: gatherable.label, onGather: () => gather(gatherable.id) }
              }
              onToggle={selectedNode?.kind === "cluster" ? () => toggle(selectedNode.id) : null}
            />
          )}
        </GraphSide>
      </div>
      <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line px-4.5 py-3 max-md:px-4">
        <GraphLegend tiers={tiers} />
        <fieldset aria-label="Export" className="flex flex-wrap gap-1.5">
          {palette === null ? null : <PictureButtons picture={whole} palette={palette} />}
          <FileButtons shown={shown} fileOf={fileOf} />
        </fieldset>
      </footer>
    </div>
  );
};
