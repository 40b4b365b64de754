import { strToU8, zipSync } from "fflate";
import { packFileNames } from "./pack-files.ts";

export interface WholePack {
  readonly number: number;
  readonly json: Uint8Array;
  readonly pdf: Uint8Array;
  readonly note: string;
}

/** One file with all of a pack in it. Its bytes are not signed; what is in it is. */
export function zipPack({ number, json, pdf, note }: WholePack): Uint8Array {
  const names = packFileNames(number);
  return zipSync({ [names.json]: json, [names.pdf]: pdf, [names.note]: strToU8(note) });
}
