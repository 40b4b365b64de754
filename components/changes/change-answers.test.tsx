import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ChangeAnswers } from "./change-answers.tsx";

const shown = (kind: string): string =>
  renderToStaticMarkup(
    <ChangeAnswers kind={kind} answers={[]} missing={[]} canBeMine={false} whyNot={null} />,
  );

it("says why nobody had to approve: it narrows, or the stack's policy lets one cloud admin suffice", () => {
  expect(shown("revoke")).toContain("narrows access");
  expect(shown("expire")).toContain("narrows access");
  expect(shown("grant")).not.toContain("narrows");
  expect(shown("grant")).toContain("one cloud admin suffices");
});
