import type { ReactNode } from "react";

interface Props<Item> {
  readonly items: readonly Item[];
  readonly limit: number;
  readonly itemKey: (item: Item) => string;
  readonly render: (item: Item) => ReactNode;
}

/** A list that shows its first few items and opens to all of them: nothing is left out, only folded. */
export const FirstFew = <Item,>({ items, limit, itemKey, render }: Props<Item>) => {
  const list = (part: readonly Item[]) => (
    <ul className="grid gap-1.5">
      {part.map((item) => (
        <li key={itemKey(item)}>{render(item)}</li>
      ))}
    </ul>
  );
  // One more item costs no more room than the line that would hide it.
  if (items.length <= limit + 1) return list(items);
  return (
    <div className="grid gap-1.5">
      {list(items.slice(0, limit))}
      <details className="grid gap-1.5">
        <summary className="w-fit rounded-sm font-[560] text-accent">and {items.length - limit} more</summary>
        <div className="mt-1.5">{list(items.slice(limit))}</div>
      </details>
    </div>
  );
};
