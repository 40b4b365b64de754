/** A column of a chart in words, and moments as charts write them. */
import type { Layer } from "#components/reports/layers.ts";
import type { Column } from "#lib/core/posture/column.ts";

/** `2026-03-01 14:00` */
export const momentWords = (moment: string): string => moment.slice(0, 16).replace("T", " ");

export const layersIn = (column: Column, layers: readonly Layer[]): readonly Layer[] =>
  layers.filter((layer) => layer.value(column) > 0);

export const columnWords = (column: Column, layers: readonly Layer[], nothing: string): string => {
  const parts = layersIn(column, layers).map((layer) => `${layer.value(column)} ${layer.word.toLowerCase()}`);
  if (parts.length > 0) return parts.join(", ");
  return column.isKnown ? nothing : "nobody had looked";
};
