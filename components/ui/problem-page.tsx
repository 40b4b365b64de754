"use client";

import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

interface Props {
  /** Finds the failure in the server's log; says nothing about its cause. */
  readonly digest: string | undefined;
  readonly retry: () => void;
}

/** When a page could not be made: what happened, what is safe, what to do next. */
export const ProblemPage = ({ digest, retry }: Props) => (
  <div className="mx-auto max-w-lg pt-[10vh]">
    <h1 className="sr-only">This page could not be shown</h1>
    <EmptyState
      shape="triangle"
      title="This page could not be shown"
      action={
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      <p>Something failed on the server. Showing a page changes nothing on EC2, so nothing was lost.</p>
      {digest === undefined ? null : (
        <p className="mt-1">
          The server's log has it under <span className="font-mono">{digest}</span>.
        </p>
      )}
    </EmptyState>
  </div>
);
