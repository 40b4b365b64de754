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
  | {
      readonly status: "refused";
      readonly message: string;
      /** By field name: `yaml` is the text itself, as a whole. */
      readonly fields?: Readonly<Record<string, string>>;
      readonly places: readonly TextPlace[];
    }
  | { readonly status: "done"; readonly message: string };

/** Whether it is the text that was refused, and not another field, nor that somebody was faster. */
export const isTextWrong = (state: YamlState): boolean =>
  state.status === "refused" && (state.places.length > 0 || state.fields?.yaml !== undefined);

export type YamlAction = (state: YamlState, data: FormData) => Promise<YamlState>;
