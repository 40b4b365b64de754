import { describe, expect, it } from "vitest";
import { carriedOver } from "./carried-over.ts";

const BEFORE = "name: shop\npattern: shop@1\nstanding:\n  - owner: null\n  - owner: null\n";
const AFTER = "name: shop\npattern: edited@1\nstanding:\n  - owner: null\n  - owner: null\n";

describe("a text that is given anew while somebody edits it", () => {
  it("is the new one where nobody has touched it", () => {
    expect(carriedOver(BEFORE, BEFORE, AFTER)).toBe(AFTER);
    expect(carriedOver(AFTER, BEFORE, AFTER)).toBe(AFTER);
    expect(carriedOver(BEFORE, BEFORE, "all: new\n")).toBe("all: new\n");
  });

  it("keeps every line that was typed, and takes over what changed in the others", () => {
    const typed = BEFORE.replace("owner: null", "owner: casey@company.example").replace(
      "name:",
      "# Ours\nname:",
    );
    expect(carriedOver(typed, BEFORE, AFTER)).toBe(typed.replace("shop@1", "edited@1"));
  });

  it("leaves a line alone that was typed over, or that stands there more than once", () => {
    const typed = BEFORE.replace("shop@1", "three-tier@2");
    expect(carriedOver(typed, BEFORE, AFTER)).toBe(typed);
    const owned = BEFORE.replace("- owner: null", "- owner: casey@company.example");
    const twice = `${BEFORE}# twice\n`;
    expect(carriedOver(twice, BEFORE, owned)).toBe(twice);
  });

  it("is left as it was typed where the new one has other lines: nobody can tell which became which", () => {
    const typed = `${BEFORE}# Ours\n`;
    expect(carriedOver(typed, BEFORE, `# First\n${AFTER}`)).toBe(typed);
  });
});
