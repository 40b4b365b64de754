import { z } from "zod";

/** Text a person typed: whole characters, on one or more lines, without control characters. */
export const plainText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, "Plain text only, without control characters.");

/** A form's own key, made anew each time it is shown: a word. */
export const requestKeyText = z
  .string()
  .max(100)
  .regex(/^[\w-]+$/)
  .nullable()
  .default(null);

/** Why somebody asks: never empty. */
export const reasonText = plainText(1_000).min(1, "Say why, in a few words.");
