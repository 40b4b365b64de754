import type { CellWords } from "#components/matrix/cell-words.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { EdgeMark } from "#lib/core/graph/graph.ts";
import type { ShownEdge } from "#lib/core/graph/shown-edge.ts";
import type { ShownNode } from "#lib/core/graph/shown-graph.ts";

interface Props {
  readonly from: ShownNode;
  readonly to: ShownNode;
  readonly edge: ShownEdge | null;
  readonly words: CellWords;
  /** The question this cell answers; null where it stands for too many. */
  readonly askHref: string | null;
  /** Null where the graph stands beside it. */
  readonly graphHref: string | null;
  readonly markWords: Readonly<Record<EdgeMark, string>>;
}

const Line = ({ label, words }: { readonly label: string; readonly words: readonly string[] }) => (
  <div className="contents">
    <dt className="text-sm text-muted">{label}</dt>
    <dd className="font-mono break-words">{words.length === 0 ? "nothing" : words.join(", ")}</dd>
  </div>
);

/** The selected cell in words. */
export const PairCard = ({ from, to, edge, words, askHref, graphHref, markWords }: Props) => (
  <section aria-label="Selected pair" className="grid gap-2 border-t border-line px-4.5 py-3 max-md:px-4">
    <h2 className="font-[560]">
      <ForeignText text={from.label} limit={80} /> <span aria-hidden="true">→</span>
      <span className="sr-only"> to </span> <ForeignText text={to.label} limit={80} />
    </h2>
    <dl className="grid grid-cols-[fit-content(40%)_minmax(0,1fr)] gap-x-4 gap-y-1">
      <Line label="By rule" words={words.rule} />
      {words.packets === null ? null : <Line label="By packet" words={words.packets.open} />}
      {words.packets === null || words.packets.ungoverned.length === 0 ? null : (
        <Line label="Not governed by security groups" words={words.packets.ungoverned} />
      )}
      {words.unknown.length === 0 ? null : <Line label="Unknown by rule" words={words.unknown} />}
      {words.packets === null || words.packets.unknown.length === 0 ? null : (
        <Line label="Unknown by packet" words={words.packets.unknown} />
      )}
      {words.missing.length === 0 ? null : <Line label="Meant, and missing" words={words.missing} />}
      {edge === null || edge.marks.length === 0 ? null : (
        <div className="contents">
          <dt className="text-sm text-muted">Marked</dt>
          <dd>{edge.marks.map((mark) => markWords[mark]).join(", ")}</dd>
        </div>
      )}
    </dl>
    <p className="flex flex-wrap gap-x-4 gap-y-1">
      {askHref === null ? null : <TextLink href={askHref}>Ask, with packet and rules</TextLink>}
      {graphHref === null ? null : <TextLink href={graphHref}>Show on the graph</TextLink>}
    </p>
  </section>
);
