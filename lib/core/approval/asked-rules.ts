/** What a request about rules asked for, so that its plan can be made anew against what EC2 is by then. */
interface Bounded {
  /** It may touch at most this many more instances than its approvers were shown; as the policy says when absent. */
  readonly mostNewInstances?: number | null | undefined;
}

export type AskedRules = Bounded &
  (
    | {
        readonly kind: "match";
        readonly removeRedundant: boolean;
        readonly acceptNoSshSource: boolean;
        readonly acceptQuotaGap: boolean;
      }
    | {
        readonly kind: "rule";
        readonly groupId: string;
        readonly ruleKey: string;
        readonly change: "remove" | "narrow";
        readonly acceptNoSshSource: boolean;
        readonly acceptQuotaGap: boolean;
      }
    | {
        readonly kind: "roll-back";
        /** The change that is undone. */
        readonly changeId: string;
        readonly acceptNoSshSource: boolean;
      }
  );

/** What whoever asked may say otherwise later. */
export interface AskedOtherwise {
  readonly removeRedundant: boolean;
  readonly acceptNoSshSource: boolean;
  readonly acceptQuotaGap: boolean;
  readonly mostNewInstances: number | null;
}

/** The same request with other words; what its kind does not know is left out. */
export function askOtherwise(asked: AskedRules, said: AskedOtherwise): AskedRules {
  const { removeRedundant, acceptNoSshSource, acceptQuotaGap, mostNewInstances } = said;
  switch (asked.kind) {
    case "match":
      return { ...asked, removeRedundant, acceptNoSshSource, acceptQuotaGap, mostNewInstances };
    case "rule":
      return { ...asked, acceptNoSshSource, acceptQuotaGap, mostNewInstances };
    case "roll-back":
      return { ...asked, acceptNoSshSource, mostNewInstances };
  }
}
