import { Button } from "#components/ui/button.tsx";
import { saveBlob } from "#components/ui/save-blob.ts";
import type { GraphForm } from "#lib/core/graph/graph-form.ts";
import type { ShownGraph } from "#lib/core/graph/shown-graph.ts";

const FORMS: readonly (readonly [GraphForm, string])[] = [
  ["graphml", "GraphML"],
  ["dot", "DOT"],
  ["json", "JSON"],
];

interface Props {
  readonly shown: ShownGraph;
  readonly fileOf: (shown: ShownGraph, form: GraphForm) => Blob;
}

/** What the picture shows, for other programs. */
export const FileButtons = ({ shown, fileOf }: Props) =>
  FORMS.map(([form, words]) => (
    <Button key={form} size="small" onClick={() => saveBlob(`sallyport-graph.${form}`, fileOf(shown, form))}>
      {words}
    </Button>
  ));
