/** Fields that more than one form has, as forms send them. */
import { z } from "zod";

/** A box that is ticked. */
export const yes = z
  .literal("yes")
  .optional()
  .transform((value) => value === "yes");

/** What the field shows is in the zone of whoever asks, which only scripts know: they send the moment itself beside it. */
const shown = z.string().max(40).default("");
const moment = z.union([z.literal(""), z.iso.datetime()]).default("");
/** Sent where there are no scripts, and the form says so: what the field shows is UTC. */
const zone = z.literal("UTC").optional();

/** From when; nothing is at once. For an object that `readStart` reads. */
export const startFields = { startsAt: shown, startsAtIso: moment, startsAtZone: zone } as const;
/** Until when. For an object that `readEnd` reads. */
export const endFields = { endsAt: shown, endsAtIso: moment, endsAtZone: zone } as const;

type Said<Fields extends z.ZodRawShape> = z.output<z.ZodObject<Fields>>;

const UNCLEAR = "This time came without its zone, and might be another one: say it once more.";

/** Null where nothing is said; undefined where nobody can tell which moment it is. */
function momentOf(said: string, iso: string, inUtc: boolean): Date | null | undefined {
  if (said === "") return inUtc || iso === "" ? null : new Date(iso);
  // As precise as it was, where nobody said otherwise.
  if (iso !== "" && (!inUtc || iso.startsWith(said))) return new Date(iso);
  // Browsers leave the seconds out where they are none.
  const utc = z.iso.datetime().safeParse(said.length === 16 ? `${said}:00Z` : `${said}Z`);
  return inUtc && utc.success ? new Date(utc.data) : undefined;
}

/** Makes the one moment of the fields of a start. */
export function readStart<Form extends Said<typeof startFields>>(
  { startsAt, startsAtIso, startsAtZone, ...form }: Form,
  context: z.RefinementCtx,
) {
  const at = momentOf(startsAt, startsAtIso, startsAtZone === "UTC");
  if (at !== undefined) return { ...form, startsAt: at };
  context.addIssue({ code: "custom", path: ["startsAt"], message: UNCLEAR });
  return z.NEVER;
}

/** Makes the one moment of the fields of an end, which has to be said. */
export function readEnd<Form extends Said<typeof endFields>>(
  { endsAt, endsAtIso, endsAtZone, ...form }: Form,
  context: z.RefinementCtx,
) {
  const at = momentOf(endsAt, endsAtIso, endsAtZone === "UTC");
  if (at instanceof Date) return { ...form, endsAt: at };
  context.addIssue({ code: "custom", path: ["endsAt"], message: at === null ? "Say until when." : UNCLEAR });
  return z.NEVER;
}
