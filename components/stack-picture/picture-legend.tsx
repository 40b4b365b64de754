import { STATE_WORDS } from "#components/stack-picture/picture-words.ts";
import { STATE_LOOKS } from "#components/stack-picture/state-look.ts";
import { Shape } from "#components/ui/shape.tsx";
import { BY_SEVERITY, type EdgeState } from "#lib/core/picture/tier-picture.ts";

const SHOWN = [...BY_SEVERITY].reverse();
const ALWAYS: ReadonlySet<EdgeState> = new Set(["needed", "missing", "extra", "unknown"]);

/** What the lines mean, and what the picture cannot say. */
export const PictureLegend = ({ states }: { readonly states: ReadonlySet<EdgeState> }) => (
  <div className="flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line px-4.5 py-2.5 text-sm text-muted max-md:px-4">
    {SHOWN.filter((state) => ALWAYS.has(state) || states.has(state)).map((state) => {
      const look = STATE_LOOKS[state];
      return (
        <span key={state} className={`inline-flex items-center gap-1.5 font-[560] ${look.color}`}>
          <svg viewBox="0 0 26 8" width="26" height="8" aria-hidden="true" className="stroke-current">
            <path
              d="M1 4h24"
              strokeWidth={look.width}
              {...(look.dash === undefined ? {} : { strokeDasharray: look.dash })}
            />
          </svg>
          {state === "needed" ? null : <Shape name={look.shape} size={12} />}
          {STATE_WORDS[state]}
        </span>
      );
    })}
    <span>Permitted by security groups. Routes, network ACLs and public addresses decide the rest.</span>
  </div>
);
