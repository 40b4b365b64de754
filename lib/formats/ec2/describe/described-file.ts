/** What `readDescribed` is given and what it refuses. */

/** One file (or standard input) as parsed JSON: what an `aws ec2 describe-*` command printed. */
export interface DescribedFile {
  /** For people, in problems; and the id in it tells whose entries a prefix list's entries are. */
  readonly name: string;
  readonly json: unknown;
}

/** What the caller knows and EC2 may not have said. */
export interface About {
  /** Null: as the files say. */
  readonly accountId: string | null;
  /** Null: as the files say, "" when they do not. */
  readonly region: string | null;
  /** ISO 8601 UTC: when the files were made. */
  readonly takenAt: string;
}

/** Why files could not be read: in which one, where in it, and what is wrong. */
export interface DescribedProblem {
  /** Null when it is about all of them. */
  readonly file: string | null;
  /** `SecurityGroups[12].IpPermissions[3].FromPort`; "" when it is about the whole file. */
  readonly place: string;
  readonly reason: string;
}

/** `groups.json: SecurityGroups[12].IpPermissions[3].FromPort is a string, not a whole number` */
export const printDescribedProblem = ({ file, place, reason }: DescribedProblem): string =>
  `${file === null ? "" : `${file}: `}${place === "" ? "" : `${place} `}${reason}`;
