import type { Mark } from "#lib/core/graph/graph.ts";

const COLOURS: Readonly<Record<Mark, string>> = {
  exposed: "text-extra",
  drift: "text-missing",
  unknown: "text-unknown",
  unused: "text-muted",
};

const SHAPES = {
  exposed: <path d="M8 2.5l5.5 10h-11z" fill="currentColor" />,
  drift: <path d="M8 2l6 6-6 6-6-6z" fill="currentColor" />,
  unknown: (
    <g fill="currentColor">
      {[
        [4, 4],
        [12, 4],
        [8, 8],
        [4, 12],
        [12, 12],
      ].map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="1.7" />
      ))}
    </g>
  ),
  unused: (
    <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="3 2" />
  ),
} as const;

/** The shape of a mark as the picture has it. Always beside its word. */
export const MarkShape = ({ mark }: { readonly mark: Mark }) => (
  <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" className={`shrink-0 ${COLOURS[mark]}`}>
    {SHAPES[mark]}
  </svg>
);
