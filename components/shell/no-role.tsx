import { EmptyState } from "#components/ui/empty-state.tsx";

/** Somebody the identity provider knows and Sallyport does not yet: who can change that. */
export const NoRole = () => (
  <>
    <h1 className="sr-only">No role</h1>
    <EmptyState shape="lock" title="You are signed in, and hold no role here yet">
      <p>A cloud admin can give you one under Settings, People. Until then there is nothing to show.</p>
    </EmptyState>
  </>
);
