import { buildPages } from "../../lib/cli/start/build-when-changed.ts";
import { check, interrupted, root, type Stage } from "./stage.ts";

/** Before the tests that start the product: none of them waits for it, or builds it beside another. */
export const buildStage: Stage = check("production build", async () => {
  await buildPages(root, interrupted.signal);
  return true;
});
