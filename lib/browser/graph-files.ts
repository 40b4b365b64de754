/** A graph as files for other programs, made in the page of what it draws, so that the two cannot differ. */
import type { GraphForm } from "#lib/core/graph/graph-form.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";
import { type GraphFile, graphFile } from "#lib/formats/graph/graph-file.ts";
import { printDot } from "#lib/formats/graph/print-dot.ts";
import { printGraphml } from "#lib/formats/graph/print-graphml.ts";

const FORMS: Readonly<
  Record<GraphForm, { readonly type: string; readonly print: (file: GraphFile) => string }>
> = {
  graphml: { type: "application/graphml+xml", print: printGraphml },
  dot: { type: "text/vnd.graphviz", print: printDot },
  json: { type: "application/json", print: (file) => `${JSON.stringify(file, null, 2)}\n` },
};

export const fileOfGraph = (shown: ShownGraph, form: GraphForm): Blob => {
  const { type, print } = FORMS[form];
  return new Blob([print(graphFile(shown))], { type });
};
