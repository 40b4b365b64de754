"use client";

import { ProblemPage } from "#components/ui/problem-page.tsx";

export default function SignedInError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return <ProblemPage digest={error.digest} retry={retry} />;
}
