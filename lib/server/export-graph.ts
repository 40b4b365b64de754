import { filterGraph } from "#lib/core/graph/graph-part.ts";
import { filterOf, GRAPH_PARAMETERS, graphQuery, usualLevel } from "#lib/core/graph/graph-query.ts";
import { unpackGraph } from "#lib/core/graph/packed-graph.ts";
import { showGraph } from "#lib/core/graph/shown-graph.ts";
import { type GraphFile, graphFile } from "#lib/formats/graph/graph-file.ts";
import { printDot } from "#lib/formats/graph/print-dot.ts";
import { printGraphml } from "#lib/formats/graph/print-graphml.ts";
import { graphData } from "./read-graph.ts";

interface ExportedGraph {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

const FORMS: Readonly<
  Record<string, { readonly type: string; readonly print: (file: GraphFile) => string }>
> = {
  json: { type: "application/json", print: (file) => `${JSON.stringify(file, null, 2)}\n` },
  graphml: { type: "application/graphml+xml", print: printGraphml },
  dot: { type: "text/vnd.graphviz", print: printDot },
};

/** What the page with these parameters shows, as a file; null where the page would show nothing. */
export async function graphExport(parameters: URLSearchParams): Promise<ExportedGraph | null> {
  const form = parameters.get("form") ?? "";
  const { type, print } = (Object.hasOwn(FORMS, form) ? FORMS[form] : undefined) ?? {};
  const packed = await graphData(parameters);
  if (type === undefined || print === undefined || packed === null) return null;
  const graph = unpackGraph(packed);
  const given = GRAPH_PARAMETERS.flatMap((name) => {
    const value = parameters.get(name);
    return value === null ? [] : [[name, value]];
  });
  const query = graphQuery(Object.fromEntries(given));
  const level = query.by ?? usualLevel(graph.nodes.filter(({ kind }) => kind === "group").length);
  const shown = showGraph(graph, filterGraph(graph, filterOf(query)), level, new Set(query.open));
  return { name: `sallyport-graph.${form}`, type, text: print(graphFile(shown)) };
}
