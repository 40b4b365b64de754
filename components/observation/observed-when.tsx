import type { ObservedScope } from "#components/observation/observed-scope.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";

/** `observed 2 minutes ago`, and whether that can be relied on. */
export const ObservedWhen = ({ scope }: { readonly scope: ObservedScope | null }) => {
  if (scope === null) return <span>not observed any more</span>;
  if (scope.observedAt === null) return <span>never observed yet</span>;
  return (
    <span>
      observed <RelativeTime at={scope.observedAt} />{" "}
      {scope.isStale || scope.failure !== null ? (
        <StateMark tone="unknown" shape="fog">
          {scope.failure === null ? "stale" : "last look failed"}
        </StateMark>
      ) : null}
    </span>
  );
};
