/** What a code in the address of the sign-in page means, for people. */

export interface SignInProblem {
  readonly title: string;
  readonly sentence: string;
}

const PROBLEMS: Readonly<Record<string, SignInProblem>> = {
  disabled: {
    title: "This account is disabled here",
    sentence: "Your identity provider knows you, but a cloud admin has ended your access to Sallyport.",
  },
  OAuthSignin: {
    title: "The identity provider cannot be reached",
    sentence: "Nothing was changed. Try again in a moment; if it lasts, tell whoever runs Sallyport.",
  },
  AccessDenied: {
    title: "The identity provider refused",
    sentence: "It did not let you in to Sallyport. Whoever runs it can say why.",
  },
};

const ANY_OTHER: SignInProblem = {
  title: "Signing in did not work",
  sentence: "The sign-in was not finished, or waited for too long. Nothing was changed; start again.",
};

export const signInProblem = (code: string): SignInProblem =>
  Object.hasOwn(PROBLEMS, code) ? (PROBLEMS[code] ?? ANY_OTHER) : ANY_OTHER;
