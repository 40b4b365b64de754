import type { ReactNode } from "react";
import { SignInButton } from "#components/sign-in/sign-in-button.tsx";
import type { SignInProblem } from "#components/sign-in/sign-in-problem.ts";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly mark: ReactNode;
  readonly returnTo: string;
  readonly problem: SignInProblem | null;
  /** From where; null for somebody who was not signed in just now. */
  readonly signedOut: "here" | "everywhere" | null;
  /** Set while the demo's identity provider is trusted. */
  readonly demo: { readonly mailboxUrl: string | null } | null;
}

/** The one screen for people nobody knows yet: what this is, and the way in. */
export const SignInPanel = ({ mark, returnTo, problem, signedOut, demo }: Props) => (
  <main className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-6 px-4 py-10">
    <header className="grid gap-3">
      <p className="flex items-center gap-2.5 text-lg font-[680] tracking-[-0.01em]">
        {mark}
        Sallyport
      </p>
      <h1 className="text-2xl font-[640] tracking-[-0.01em]">Sign in</h1>
      <p className="text-muted">
        Security groups of tiered applications, exactly as their owners meant them. SSH goes through one small
        door, for named people, for a time.
      </p>
    </header>
    {problem === null ? null : (
      <Notice tone="problem" title={problem.title}>
        <p>{problem.sentence}</p>
      </Notice>
    )}
    {signedOut === null || problem !== null ? null : (
      <Notice
        tone="done"
        title={signedOut === "everywhere" ? "You are signed out everywhere" : "You are signed out"}
      />
    )}
    <Card>
      <div className="grid gap-3">
        <SignInButton returnTo={returnTo} />
        <p className="text-sm text-muted">
          {demo === null
            ? "Your organisation's identity provider asks who you are; Sallyport keeps no passwords."
            : "The demo's identity provider asks whom you want to be: one click, no password."}
        </p>
      </div>
    </Card>
    {demo === null ? null : (
      <Notice tone="info" title="This is the demo">
        <p>
          Its EC2, people and mail are made up and live on this machine.
          {demo.mailboxUrl === null ? null : (
            <>
              {" "}
              Mail arrives in the <TextLink href={demo.mailboxUrl}>demo mailbox</TextLink>.
            </>
          )}
        </p>
      </Notice>
    )}
  </main>
);
