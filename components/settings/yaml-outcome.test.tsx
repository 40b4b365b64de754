import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { YamlOutcome } from "./yaml-outcome.tsx";
import { isTextWrong, type YamlState } from "./yaml-state.ts";

const refused = (more: Partial<Extract<YamlState, { status: "refused" }>> = {}): YamlState => ({
  status: "refused",
  message: "Nothing was changed: look at what is marked.",
  places: [],
  ...more,
});
const place = { line: 3, column: 1, path: "team", message: "There is no such team." };
const shown = (state: YamlState): string =>
  renderToStaticMarkup(<YamlOutcome state={state} goTo={() => undefined} />);

describe("what saving a text told", () => {
  it("says what is wrong with the text, as a whole or place by place", () => {
    expect(shown(refused({ fields: { yaml: "This text is too long." } }))).toContain(
      "This text is too long.",
    );
    expect(shown(refused({ places: [place] }))).toContain("There is no such team.");
  });

  it("leaves what is wrong with another field to that field", () => {
    expect(shown(refused({ fields: { reason: "Say why." } }))).not.toContain("Say why.");
  });

  it("marks the text where it is what is wrong, and only there", () => {
    expect(isTextWrong(refused({ fields: { yaml: "Too long." } }))).toBe(true);
    expect(isTextWrong(refused({ places: [place] }))).toBe(true);
    expect(isTextWrong(refused({ fields: { reason: "Say why." } }))).toBe(false);
    expect(isTextWrong(refused())).toBe(false);
    expect(isTextWrong({ status: "idle" })).toBe(false);
    expect(isTextWrong({ status: "done", message: "Saved." })).toBe(false);
  });
});
