import { BrandMark } from "#components/shell/brand.tsx";
import { SignInPanel } from "#components/sign-in/sign-in-panel.tsx";
import { signInProblem } from "#components/sign-in/sign-in-problem.ts";
import { signInView } from "#lib/server/sign-in-view.ts";

export const metadata = { title: "Sign in" };

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error, "signed-out": signedOut } = await searchParams;
  const view = await signInView(callbackUrl, error !== undefined);
  return (
    <SignInPanel
      mark={<BrandMark size={26} />}
      returnTo={view.returnTo}
      problem={error === undefined ? null : signInProblem(String(error))}
      signedOut={signedOut === undefined ? null : signedOut === "everywhere" ? "everywhere" : "here"}
      demo={view.demo}
    />
  );
}
