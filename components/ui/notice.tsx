import clsx from "clsx";
import type { ReactNode } from "react";
import { Shape, type ShapeName } from "#components/ui/shape.tsx";

export type NoticeTone = "problem" | "warning" | "done" | "info";

const LOOKS: Readonly<
  Record<NoticeTone, { readonly shape: ShapeName; readonly look: string; readonly mark: string }>
> = {
  problem: { shape: "triangle", look: "border-extra/40 bg-extra-soft", mark: "text-extra" },
  warning: { shape: "half", look: "border-missing/40 bg-missing-soft", mark: "text-missing" },
  done: { shape: "check", look: "border-ok/40 bg-ok-soft", mark: "text-ok" },
  info: { shape: "dot", look: "border-line bg-sunk", mark: "text-muted" },
};

interface Props {
  readonly tone: NoticeTone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out when it appears. */
  readonly live?: boolean;
}

/** A message that stands where it belongs: what happened, what is safe, what to do next. */
export const Notice = ({ tone, title, children, actions, live = false }: Props) => {
  const look = LOOKS[tone];
  return (
    <div
      role={live ? (tone === "problem" ? "alert" : "status") : undefined}
      className={clsx("flex items-start gap-2.5 rounded-lg border px-3 py-2.5", look.look)}
    >
      <span className={clsx("mt-0.75", look.mark)}>
        <Shape name={look.shape} />
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          {title === undefined ? null : <p className="font-semibold">{title}</p>}
          {children}
        </div>
        {actions}
      </div>
    </div>
  );
};
