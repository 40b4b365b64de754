import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Installs exactly what package-lock.json says, unless node_modules holds that already. */
export function installDependencies(root) {
  if (isInstalled(root)) return;
  console.log("Installing dependencies (once; a minute or two) ...");
  // npm sets npm_execpath when it runs a script; outside of one, npm is on the PATH.
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const result = spawnSync(command, [...args, "ci", "--include=dev", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (result.status !== 0) {
    throw new Error(
      "The dependencies could not be installed: see npm's message above, and whether its registry can be reached.",
    );
  }
}

/** Compares the lock file with the copy that npm keeps of what it installed. */
function isInstalled(root) {
  const hidden = path.join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const present = readPackages(hidden);
  return Object.entries(wanted).every(([place, { version, integrity, optional }]) => {
    if (place === "") return true;
    const found = present[place];
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
