import type { ReactNode } from "react";
import { Shape, type ShapeName } from "#components/ui/shape.tsx";

interface Props {
  readonly title: ReactNode;
  readonly shape?: ShapeName;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing to show, said plainly: why, and what would change that. */
export const EmptyState = ({ title, shape = "check", children, action }: Props) => (
  <div className="grid justify-items-center gap-1.5 px-6 py-10 text-center">
    <span className="mb-1 grid size-9 place-items-center rounded-full bg-sunk text-muted">
      <Shape name={shape} size={16} />
    </span>
    <p className="font-semibold">{title}</p>
    {children === undefined ? null : <div className="max-w-prose text-muted">{children}</div>}
    {action === undefined ? null : <div className="mt-2">{action}</div>}
  </div>
);
