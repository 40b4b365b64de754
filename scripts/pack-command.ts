/** `npm run pack:command`: the `sallyport` command as a package of its own, dist/sallyport-VERSION.tgz. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { writeCommandPackage } from "./command-package/write-command-package.ts";

const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "dist", "sallyport");

await writeCommandPackage(root, folder);
execFileSync("npm", ["pack", "--silent", "--pack-destination", path.dirname(folder)], {
  cwd: folder,
  stdio: "inherit",
  // npm is a script of another name on Windows.
  shell: process.platform === "win32",
});
