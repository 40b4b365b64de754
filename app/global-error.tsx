"use client";

import { ProblemPage } from "#components/ui/problem-page.tsx";
import "./globals.css";

export default function GlobalError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Sallyport</title>
        <main>
          <ProblemPage digest={error.digest} retry={retry} />
        </main>
      </body>
    </html>
  );
}
