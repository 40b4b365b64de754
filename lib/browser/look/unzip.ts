/** A zip in memory, entry by entry: nothing is unpacked before its size is known and found bearable. */
import { type UnzipFileInfo, unzipSync } from "fflate";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { MOST_BYTES, MOST_ENTRIES, sizeText } from "./limits.ts";

export interface ZipEntry {
  /** With its folders: `prod/eu-west-1/vpcs.json`. */
  readonly name: string;
  /** Unpacked, as the zip says; unpacking never gives more. */
  readonly bytes: number;
  readonly unpack: () => Result<Uint8Array, string>;
}

const DAMAGED = "It cannot be unpacked: it is damaged, or protected by a password.";

class TooMany extends Error {}

/** What the zip lists, in its order. Throws what fflate throws. */
const listed = (zip: Uint8Array): UnzipFileInfo[] => {
  const found: UnzipFileInfo[] = [];
  unzipSync(zip, {
    filter: (info) => {
      found.push(info);
      if (found.length > MOST_ENTRIES) throw new TooMany();
      return false;
    },
  });
  return found;
};

/** Names may repeat, places do not. */
const unpackAt = (zip: Uint8Array, place: number): Result<Uint8Array, string> => {
  let at = -1;
  try {
    const [bytes] = Object.values(
      unzipSync(zip, {
        filter: () => {
          at += 1;
          return at === place;
        },
      }),
    );
    return bytes === undefined ? fail(DAMAGED) : succeed(bytes);
  } catch {
    return fail(DAMAGED);
  }
};

/** The files in a zip, folders left out; or a sentence about the whole of it. */
export const zipEntries = (zip: Uint8Array): Result<readonly ZipEntry[], string> => {
  try {
    const entries = listed(zip).map(
      ({ name, size, originalSize }, place): ZipEntry => ({
        name,
        // What is stored as it is yields its own size, whatever the zip says it unpacks to.
        bytes: Math.max(size, originalSize),
        unpack: () => unpackAt(zip, place),
      }),
    );
    const files = entries.filter(({ name }) => !name.endsWith("/"));
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total > MOST_BYTES)
      return fail(
        `Unpacked it would be ${sizeText(total)}; up to ${sizeText(MOST_BYTES)} are looked at. Nothing of it was unpacked.`,
      );
    return files.length === 0 ? fail("It is an empty zip.") : succeed(files);
  } catch (error) {
    return fail(error instanceof TooMany ? `It has more than ${MOST_ENTRIES} entries.` : DAMAGED);
  }
};
