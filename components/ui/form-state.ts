/** What a server action tells its form. Sentences say what happened, what is safe, and what to do next. */
export type FormState =
  | { readonly status: "idle" }
  | {
      readonly status: "refused";
      readonly message: string;
      /** By field name, shown beside the field. */
      readonly fields?: Readonly<Record<string, string>>;
      /** What to do instead. */
      readonly instead?: { readonly label: string; readonly href: string };
    }
  | { readonly status: "done"; readonly message: string };

export const IDLE: FormState = { status: "idle" };

/** What a form calls: a server action. */
export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;
