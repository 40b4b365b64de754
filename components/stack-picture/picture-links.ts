/** Where the picture leads: each of these is a URL of the same page. */
export interface PictureLinks {
  readonly edge: (key: string) => string;
  readonly findings: (tier: string) => string;
  readonly rules: (tier: string) => string;
  /** The edge whose detail is open. */
  readonly selected: string | null;
}
