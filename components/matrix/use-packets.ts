"use client";

import { useEffect, useState } from "react";
import type { Packets } from "#components/matrix/cell-words.ts";
import type { AccountGraph } from "#lib/core/graph/graph.ts";
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";

/** A few groups can be asked about at once; of more, their own cells tell. */
const MOST_MEMBERS = 6;
const MOST_ENDS = 24;

type Known = ReadonlyMap<string, Packets | null>;

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

const packetsIn = (value: unknown): Packets | null =>
  typeof value === "object" &&
  value !== null &&
  "open" in value &&
  isWords(value.open) &&
  "unknown" in value &&
  isWords(value.unknown) &&
  "ungoverned" in value &&
  isWords(value.ungoverned)
    ? { open: value.open, unknown: value.unknown, ungoverned: value.ungoverned }
    : null;

/** What stands for a node in a question; null where a rule can say it and no packet. */
const idsOf = (node: ShownNode, graph: AccountGraph, isRow: boolean): string | null => {
  if (node.members.length > MOST_MEMBERS) return null;
  const members = node.members.flatMap((place) => graph.nodes[place] ?? []);
  const isGroups = members.every(({ kind }) => kind === "group");
  if (isGroups && members.length > 0) return members.map(({ id }) => id).join(",");
  const [only, ...others] = members;
  if (!isRow || only === undefined || others.length > 0) return null;
  // Of the Internet rules say it all: nobody's groups let its packets out, and named networks have rows of their own.
  return only.kind === "source" && only.id.includes("/") ? only.id : null;
};

export const packetKey = (from: ShownNode, to: ShownNode): string => `${from.id} ${to.id}`;

/** What the cells in sight are by packet, as far as the server has told it. */
export const usePackets = (
  graph: AccountGraph,
  rows: readonly ShownNode[],
  columns: readonly ShownNode[],
  at: string,
): Known => {
  const [known, setKnown] = useState<{ readonly of: AccountGraph; readonly cells: Known }>({
    of: graph,
    cells: new Map(),
  });
  const asked = {
    rows: rows.flatMap((node) => {
      const ids = idsOf(node, graph, true);
      return ids === null ? [] : [{ node, ids }];
    }),
    columns: columns.flatMap((node) => {
      const ids = idsOf(node, graph, false);
      return ids === null ? [] : [{ node, ids }];
    }),
  };
  const from = asked.rows.slice(0, MOST_ENDS);
  const to = asked.columns.slice(0, MOST_ENDS);
  const query = new URLSearchParams({
    rows: from.map(({ ids }) => ids).join("~"),
    columns: to.map(({ ids }) => ids).join("~"),
    ...(at === "" ? {} : { at }),
  }).toString();
  const isEmpty = from.length === 0 || to.length === 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the query says which rows and columns they are
  useEffect(() => {
    if (isEmpty) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/matrix-packets?${query}`, { signal: abort.signal });
        const body: unknown = response.ok ? await response.json() : null;
        if (!Array.isArray(body)) return;
        setKnown((before) => {
          const cells = new Map(before.of === graph ? before.cells : []);
          from.forEach(({ node }, row) => {
            const answers: unknown = body[row];
            to.forEach((column, place) => {
              cells.set(
                packetKey(node, column.node),
                packetsIn(Array.isArray(answers) ? answers[place] : null),
              );
            });
          });
          return { of: graph, cells };
        });
      } catch {
        // What rules say stands there all the same; the next look around asks again.
      }
    }, 200);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [graph, query, isEmpty]);

  return known.of === graph ? known.cells : new Map();
};
