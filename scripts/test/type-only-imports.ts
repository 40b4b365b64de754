import { readFileSync } from "node:fs";
import path from "node:path";
import { type ImportDeclaration, parseSync } from "@swc/core";

/** Whether everything that `from` imports of the file `to` is types, which leave nothing at run time. */
export function importsOnlyTypes(root: string, from: string, to: string): boolean {
  const { body } = parseSync(readFileSync(path.join(root, from), "utf8"), {
    syntax: "typescript",
    tsx: from.endsWith(".tsx"),
  });
  const imports = body.filter(
    (item): item is ImportDeclaration =>
      item.type === "ImportDeclaration" && path.basename(item.source.value) === path.basename(to),
  );
  return imports.length > 0 && imports.every(isTypeOnly);
}

function isTypeOnly({ typeOnly, specifiers }: ImportDeclaration): boolean {
  if (typeOnly) return true;
  return (
    specifiers.length > 0 &&
    specifiers.every((specifier) => specifier.type === "ImportSpecifier" && specifier.isTypeOnly)
  );
}
