import { needsAttention, type ObservedScope } from "#components/observation/observed-scope.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

/** What could not be seen: what failed, what is still relied on, and what that makes of it. */
export const LookProblems = ({ scopes }: { readonly scopes: readonly ObservedScope[] }) => (
  <>
    {scopes.filter(needsAttention).map((scope) => (
      <Notice
        key={scope.scopeId}
        tone="warning"
        title={
          scope.observedAt === null
            ? `${scope.accountName}, ${scope.region} has never been observed`
            : scope.failure !== null
              ? `The last look at ${scope.accountName}, ${scope.region} failed`
              : scope.problems.length > 0
                ? `Not all of ${scope.accountName}, ${scope.region} could be read`
                : `Nobody has looked at ${scope.accountName}, ${scope.region} for a while`
        }
      >
        <p>
          {scope.failure === null ? null : <ForeignText text={`${scope.failure.problem} `} limit={300} />}
          {scope.problems.map((problem) => (
            <ForeignText key={problem} text={`${problem} `} limit={300} />
          ))}
          {scope.observedAt === null ? (
            "Until the first look has ended, nothing can be said about it."
          ) : (
            <>
              What is shown of it is from <RelativeTime at={scope.observedAt} />
              {scope.problems.length > 0 ? "; what was not read is shown as unknown." : "."}
            </>
          )}
        </p>
      </Notice>
    ))}
  </>
);
