/** How far a look has come, for people. */
export const LOOK_STEPS = ["read", "understand", "findings", "proposals"] as const;
export type LookStep = (typeof LOOK_STEPS)[number];

export interface LookProgress {
  readonly step: LookStep;
  /** 0 to 1 of this step. */
  readonly part: number;
  /** "61 of 104 MB, groups.json", "151226 rules in 2500 groups". Names of files are foreign text. */
  readonly detail: string;
}

export type Report = (progress: LookProgress) => void;
