import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export const metadata = { title: "Not here" };

export default function NotFound() {
  return (
    <main className="mx-auto max-w-lg pt-[18vh]">
      <h1 className="sr-only">Not here</h1>
      <EmptyState
        shape="fog"
        title="There is nothing here that you may see"
        action={<LinkButton href="/">Go to Home</LinkButton>}
      >
        <p>The address may be wrong, or it may lead to something that belongs to others.</p>
      </EmptyState>
    </main>
  );
}
