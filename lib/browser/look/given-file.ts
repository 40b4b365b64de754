/** A file somebody dropped, chose or pasted. */
export interface GivenFile {
  /** With the folders it was dropped in. */
  readonly name: string;
  readonly content: Blob;
}

/** Something wrong with what was given, and where. */
export interface LookProblem {
  /** Null when it is about all of them. Foreign text. */
  readonly file: string | null;
  /** `line 3, column 7`, or `SecurityGroups[3].GroupId`; null for the whole file. */
  readonly place: string | null;
  readonly reason: string;
}

/** A file that was not used, and why. */
export interface PassedOver {
  readonly file: string;
  readonly reason: string;
}
