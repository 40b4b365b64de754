import { buildPages } from "../../lib/cli/start/build-when-changed.ts";
import { check, interrupted, root, type Stage } from "./stage.ts";

/** Built once, before those who would each build it run side by side. */
export const buildStage: Stage = check("production build", async () => {
  await buildPages(root, interrupted.signal);
  return true;
});
