"use client";

import {
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useId,
  useRef,
} from "react";
import { carriedOver } from "#components/settings/carried-over.ts";
import { YamlOutcome } from "#components/settings/yaml-outcome.tsx";
import { isTextWrong, type TextPlace, type YamlAction } from "#components/settings/yaml-state.ts";
import { controlClass } from "#components/ui/control-class.ts";
import { FormProblems } from "#components/ui/form-problems.ts";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { useOnceKey } from "#components/ui/use-once-key.ts";

interface Props {
  readonly label: string;
  readonly yaml: string;
  /**
   * Which text this is: another one replaces what stands in the editor, and leaves what was just said. The same one
   * given anew keeps what was typed.
   */
  readonly revision: string | number;
  readonly action: YamlAction;
  readonly submit: string;
  readonly readOnly: boolean;
  /** Where the schema of the text is published. */
  readonly schema: string;
  /** Hidden fields: the version that was read. */
  readonly children?: ReactNode;
  /** What else is said, after the text. */
  readonly after?: ReactNode;
}

/** Selects a whole line of the text, and brings it into view. */
function selectLine(area: HTMLTextAreaElement, line: number) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
}

/** A text people keep as YAML. What is wrong with it is listed by place; a click goes there. */
export const YamlEditor = ({
  label,
  yaml,
  revision,
  action,
  submit,
  readOnly,
  schema,
  children,
  after,
}: Props) => {
  const [state, dispatch, pending] = useActionState(action, { status: "idle" });
  const withKey = useOnceKey();
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  const given = useRef({ revision, yaml });
  useEffect(() => {
    const before = given.current;
    given.current = { revision, yaml };
    const text = area.current;
    if (text === null || before.revision !== revision || before.yaml === yaml) return;
    text.value = carriedOver(text.value, before.yaml, yaml);
  }, [revision, yaml]);

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const data = withKey(new FormData(event.currentTarget), state);
    startTransition(() => dispatch(data));
  };
  const goTo = (place: TextPlace) => {
    if (area.current !== null) selectLine(area.current, place.line);
  };

  return (
    <form action={dispatch} onSubmit={send} className="grid gap-3">
      {children}
      <label htmlFor={id} className="text-sm font-[560]">
        {label}
      </label>
      <textarea
        key={revision}
        ref={area}
        id={id}
        name="yaml"
        defaultValue={yaml}
        readOnly={readOnly}
        rows={Math.min(34, Math.max(12, yaml.split("\n").length + 1))}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        aria-invalid={isTextWrong(state) ? true : undefined}
        aria-describedby={`${id}-schema`}
        className={controlClass("resize-y overflow-x-auto py-2 font-mono leading-6 whitespace-pre")}
      />
      <p id={`${id}-schema`} className="text-sm text-muted">
        Checked against{" "}
        <a href={schema} className="underline underline-offset-3">
          its published schema
        </a>
        {readOnly ? "; only a cloud admin may save it." : "."}
      </p>
      {after === undefined ? null : (
        <FormProblems value={state.status === "refused" ? (state.fields ?? {}) : {}}>{after}</FormProblems>
      )}
      <YamlOutcome state={state} goTo={goTo} />
      {readOnly ? null : (
        <div>
          <SubmitButton pending={pending}>{submit}</SubmitButton>
        </div>
      )}
    </form>
  );
};
