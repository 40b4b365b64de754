/** How a graph is written for other programs. */
export type GraphForm = "graphml" | "dot" | "json";
