/** What is wrong with something that was given, and where: the file, a place in it, the reason. */
export interface InputProblem {
  /** As it was named on the command line; `standard input` for what was piped in. */
  readonly file: string;
  /** `line 3, column 7` or `SecurityGroups[3].GroupId`; null for the whole file. */
  readonly place: string | null;
  readonly reason: string;
}

export const printInputProblem = ({ file, place, reason }: InputProblem): string =>
  `${file}${place === null ? "" : `, ${place}`}: ${reason}`;
