import type { SaidPart } from "#lib/formats/log/said.ts";

interface KeptPart {
  readonly part: string;
  readonly salt: Uint8Array | null;
  readonly clear: string | null;
}

/** What is left in the clear of an entry's parts. */
export const openParts = (personal: readonly KeptPart[]): readonly SaidPart[] =>
  personal.flatMap(({ part, salt, clear }) =>
    salt === null || clear === null ? [] : [{ part, salt, clear }],
  );
