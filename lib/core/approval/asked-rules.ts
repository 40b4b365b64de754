/** What a request about rules asked for, so that its plan can be made anew against what EC2 is by then. */
export type AskedRules =
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
    };
