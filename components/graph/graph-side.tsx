import clsx from "clsx";
import type { ReactNode } from "react";

interface Props {
  /** A table of what the picture shows, where there is room for one. */
  readonly table: ReactNode;
  /** The selected node in words. */
  readonly children: ReactNode;
}

/** What stands beside the picture. With a table its width stays as it is, and so does the picture, whatever is selected. */
export const GraphSide = ({ table, children }: Props) =>
  table === undefined && children === null ? null : (
    <aside
      className={clsx(
        "border-line max-lg:border-t lg:border-l",
        table === undefined
          ? "lg:max-h-[42.5rem] lg:w-72 lg:overflow-y-auto"
          : "flex h-[42.5rem] w-[27rem] flex-col",
      )}
    >
      {table}
      {table === undefined || children === null ? (
        children
      ) : (
        <div className="max-h-[45%] shrink-0 overflow-y-auto border-t border-line">{children}</div>
      )}
    </aside>
  );
