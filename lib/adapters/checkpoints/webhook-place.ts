import type { CheckpointPlace } from "./checkpoint-place.ts";
import { sendNote } from "./sent-place.ts";

/** A server that each checkpoint is posted to. Who sent it is told by its signature. */
export const webhookPlace = (url: URL): CheckpointPlace => ({
  name: url.host,
  newest: () => null,
  keep: (note) => sendNote(url, "POST", { "content-type": "text/plain; charset=utf-8" }, note),
});
