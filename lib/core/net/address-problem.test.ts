import { expect, it } from "vitest";
import { type AddressProblemCode, describeAddressProblem } from "./address-problem.ts";

const WORDS: Readonly<Record<AddressProblemCode, RegExp>> = {
  empty: /Enter an address/,
  space: /spaces/,
  "not-ascii": /plain digits/,
  "zone-id": /one machine only/,
  hexadecimal: /decimal/,
  "short-form": /all four/,
  "leading-zero": /octal/,
  "out-of-range": /255/,
  malformed: /neither/,
  "ipv4-mapped": /inside IPv6/,
  "ipv4-embedded": /translated/,
  "prefix-missing": /how large/,
  "prefix-malformed": /after the slash is a plain number/,
  "prefix-leading-zero": /zeros in the number after the slash/,
  "prefix-out-of-range": /at most 32 for IPv4/,
  "host-bits-set": /below the slash/,
};

it.each(Object.entries(WORDS) as [AddressProblemCode, RegExp][])(
  "%s is told in a sentence, with what was meant where that is known",
  (code, words) => {
    const sentence = describeAddressProblem({ code, suggestion: null });
    expect(sentence).toMatch(words);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toContain("Did you mean");
    expect(describeAddressProblem({ code, suggestion: "10.0.0.0/8" })).toBe(
      `${sentence} Did you mean 10.0.0.0/8?`,
    );
  },
);
