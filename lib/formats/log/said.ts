/**
 * What an entry says of people stands in its bytes as salted hashes (`core/audit/personal.ts`); exports and evidence
 * packs carry the clear text beside it, by part: `{"actor":{"salt":"<hex>","clear":{...}}}`. What was erased is absent.
 */
import { z } from "zod";
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { commitment } from "#lib/core/audit/personal.ts";
import { bytesFromHex, hexOf } from "./hex.ts";
import { isOneLineOfJson } from "./one-line-of-json.ts";

export interface SaidPart {
  readonly part: string;
  readonly salt: Uint8Array;
  /** Canonical JSON. */
  readonly clear: string;
}

export const saidSchema = z.record(
  z.string(),
  z.strictObject({
    salt: z.string().regex(/^[0-9a-f]{64}$/),
    clear: z.json().describe("Its canonical JSON (RFC 8785) is what was hashed"),
  }),
);
type Said = z.output<typeof saidSchema>;

const committedSchema = z.object({ personal: z.record(z.string(), z.string()).default({}) });

/** In the order of the parts' names. */
export const printSaid = (parts: readonly SaidPart[]): string =>
  `{${parts
    .toSorted((a, b) => (a.part < b.part ? -1 : 1))
    .map(({ part, salt, clear }) => {
      const text = isOneLineOfJson(clear) ? clear : JSON.stringify(clear);
      return `${JSON.stringify(part)}:{"salt":"${hexOf(salt)}","clear":${text}}`;
    })
    .join(",")}}`;

/** For what is written as JSON anyway. */
export const saidByPart = (parts: readonly SaidPart[]): Said =>
  Object.fromEntries(
    parts.map(({ part, salt, clear }) => [
      part,
      { salt: hexOf(salt), clear: z.json().parse(isOneLineOfJson(clear) ? JSON.parse(clear) : clear) },
    ]),
  );

export interface Opened {
  /** Parts that are not what the entry commits to, or that it does not have. */
  readonly forged: readonly string[];
  /** Parts that the entry commits to and that are not here: erased, or left out. */
  readonly withheld: number;
}

type Sha256 = (bytes: Uint8Array) => Uint8Array;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Holds what stands beside an entry against what its text commits to. */
export function openSaid(entry: string, said: Said, sha256: Sha256): Opened {
  const read = committedSchema.safeParse(parsed(entry));
  const committed = new Map(read.success ? Object.entries(read.data.personal) : []);
  const forged = Object.entries(said).filter(([part, { salt, clear }]) => {
    const bytes = bytesFromHex(salt);
    return (
      bytes === null || hexOf(commitment(bytes, canonicalJson(clear), sha256, utf8)) !== committed.get(part)
    );
  });
  const withheld = [...committed.keys()].filter((part) => !Object.hasOwn(said, part)).length;
  return { forged: forged.map(([part]) => part), withheld };
}
