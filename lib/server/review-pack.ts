import { packFileNames } from "#lib/formats/evidence/pack-files.ts";
import { zipPack } from "#lib/formats/evidence/zip-pack.ts";
import { readPack, readPackInput } from "#lib/usecases/review/read-pack.ts";
import { currentSession } from "./current-session.ts";
import { webDatabase } from "./web-database.ts";

export interface Download {
  readonly name: string;
  readonly type: string;
  readonly body: Uint8Array;
}

const TYPES = {
  zip: "application/zip",
  json: "application/json",
  pdf: "application/pdf",
  note: "text/plain; charset=utf-8",
} as const;

/** The evidence of a review, whole or a file of it; null for nobody, and for whoever may not have it. */
export async function reviewPack(number: string, part: string | null): Promise<Download | null> {
  const session = await currentSession();
  const input = readPackInput.safeParse({ number, ...(part === null ? {} : { part }) });
  if (session === null || !input.success) return null;
  const pack = await readPack({ db: webDatabase() }, session.actor, input.data);
  if (!pack.ok) return null;
  const wanted = input.data.part;
  const { json, pdf, note } = pack.value;
  const bodies = {
    zip: () => zipPack(pack.value),
    json: () => json,
    pdf: () => pdf,
    note: () => new TextEncoder().encode(note),
  };
  return {
    name: packFileNames(pack.value.number)[wanted],
    type: TYPES[wanted],
    body: bodies[wanted](),
  };
}
