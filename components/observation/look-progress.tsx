import type { ObservedScope } from "#components/observation/observed-scope.ts";
import { RefreshWhile } from "#components/ui/refresh-while.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Spinner } from "#components/ui/spinner.tsx";

const WORDS: Readonly<Record<string, string>> = {
  vpcs: "VPCs",
  subnets: "subnets",
  peerings: "peerings",
  groups: "groups",
  interfaces: "interfaces",
  instances: "instances",
  prefixLists: "prefix lists",
};

/** Looks that are under way, in kinds read of kinds there are. The page reads its data again until they end. */
export const LookProgress = ({ scopes }: { readonly scopes: readonly ObservedScope[] }) => {
  const running = scopes.filter((scope) => scope.running !== null);
  return (
    <>
      <RefreshWhile active={running.length > 0} />
      {running.length === 0 ? null : (
        <ul
          aria-label="Looks at EC2 under way"
          className="grid gap-2 rounded-card border border-line bg-panel px-4.5 py-3"
        >
          {running.map(({ scopeId, accountName, region, running: look }) =>
            look === null ? null : (
              <li key={scopeId} className="grid gap-1.5">
                <span className="flex flex-wrap items-center gap-2">
                  <Spinner />
                  <span className="font-[560]">
                    Looking at {accountName}, {region}
                  </span>
                  <span className="text-sm text-muted">
                    since <RelativeTime at={look.startedAt} />
                    {look.parts.length === 0
                      ? ""
                      : `: ${look.parts.map(({ part, items }) => `${items} ${WORDS[part] ?? part}`).join(", ")}`}
                  </span>
                </span>
                <progress
                  aria-label={`Kinds of thing read in ${accountName}, ${region}`}
                  value={look.parts.length}
                  max={look.of}
                  className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
                />
              </li>
            ),
          )}
        </ul>
      )}
    </>
  );
};
