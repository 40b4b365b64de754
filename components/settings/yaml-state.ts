/** What is wrong with a text, and where: line and column count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
}

/** What saving a text tells its editor. */
export type YamlState =
  | { readonly status: "idle" }
  | { readonly status: "refused"; readonly message: string; readonly places: readonly TextPlace[] }
  | { readonly status: "done"; readonly message: string };

export type YamlAction = (state: YamlState, data: FormData) => Promise<YamlState>;
