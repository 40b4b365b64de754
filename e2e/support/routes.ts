/** Every page there is, read from the folders that routing reads, with something real in each place of its path. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";

const app = path.resolve(import.meta.dirname, "..", "..", "app");

const real: Readonly<Record<string, string>> = {
  "[name]": "shop",
  "[groupId]": GROUP.shopDoor,
  "[number]": "1",
  "[id]": "00000000-0000-4000-8000-000000000000",
};

/** Paths of all pages, such as `/stacks/shop`, without the one for signing in. */
export function everyPage(): string[] {
  return readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => {
      const places = path.dirname(file).split(path.sep);
      const shown = places.filter((place) => place !== "." && !place.startsWith("("));
      return `/${shown.map((place) => real[place] ?? place).join("/")}`;
    })
    .filter((page) => page !== "/sign-in")
    .sort();
}
