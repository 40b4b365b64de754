"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Spinner } from "#components/ui/spinner.tsx";

interface Props {
  /** The page to come back to: a path of this Sallyport. */
  readonly returnTo: string;
}

/** Where the identity provider wants the browser to go. The token proves that this page asked. */
async function providerAddress(returnTo: string): Promise<string> {
  const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
  const answer = await fetch("/api/auth/signin/oidc", {
    method: "POST",
    body: new URLSearchParams({ csrfToken, callbackUrl: returnTo, json: "true" }),
  });
  if (!answer.ok) throw new Error(`Signing in was answered with ${answer.status}.`);
  return (await answer.json()).url;
}

export const SignInButton = ({ returnTo }: Props) => {
  const [state, setState] = useState<"idle" | "leaving" | "failed">("idle");
  const leave = async () => {
    setState("leaving");
    try {
      window.location.assign(await providerAddress(returnTo));
    } catch {
      setState("failed");
    }
  };
  return (
    <div className="grid gap-3">
      <Button
        variant="primary"
        className="w-full justify-center"
        aria-busy={state === "leaving"}
        onClick={() => {
          if (state !== "leaving") void leave();
        }}
      >
        {state === "leaving" ? <Spinner /> : null}
        Sign in
      </Button>
      {state === "failed" ? (
        <Notice tone="problem" live title="Sallyport did not answer">
          <p>Nothing was changed. Check that it is running, then try again.</p>
        </Notice>
      ) : null}
    </div>
  );
};
