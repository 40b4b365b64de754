import { z } from "zod";

/** A text of the model as somebody sends it: what it says is read later, and told with its places. */
export const modelText = z.string().max(200_000, "This text is too long: 200,000 characters at most.");
