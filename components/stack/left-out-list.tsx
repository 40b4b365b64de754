import { ForeignText } from "#components/ui/foreign-text.tsx";

interface Props {
  readonly items: readonly { readonly findingId: string; readonly because: string }[];
  /** The finding's own sentence. */
  readonly sentenceOf: (findingId: string) => string;
}

/** What the plan does not touch though it is out of line, and why. */
export const LeftOutList = ({ items, sentenceOf }: Props) => (
  <ul className="divide-y divide-line">
    {items.map(({ findingId, because }) => (
      <li key={findingId} className="grid gap-0.5 px-4.5 py-2.5 max-md:px-4">
        <ForeignText text={sentenceOf(findingId)} limit={400} />
        <ForeignText text={because} limit={300} className="text-muted" />
      </li>
    ))}
  </ul>
);
