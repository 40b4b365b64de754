import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** For what is not there and for what this person may not see: the two look the same. */
export const Absent = () => (
  <div className="mx-auto max-w-lg pt-[10vh]">
    <h1 className="sr-only">Not here</h1>
    <EmptyState
      shape="fog"
      title="There is nothing here that you may see"
      action={<LinkButton href="/">Go to Home</LinkButton>}
    >
      <p>The address may be wrong, or it may lead to something that belongs to others.</p>
    </EmptyState>
  </div>
);
