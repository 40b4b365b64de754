import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { compileFunction } from "node:vm";
import { transformSync } from "@swc/core";

interface Module {
  exports: unknown;
}

type Evaluate = (module: Module, exports: unknown, load: (specifier: string) => unknown) => void;

/** Loads a file and what it imports, all of it once. */
export type Load = (file: string) => unknown;

/**
 * Our modules, evaluated anew by each `Load` that is asked for, so that nothing one mutant left behind meets the next.
 * Files are compiled once; packages are loaded once and shared. `replaced` are packages that are not what they are.
 */
export function freshModules(root: string, replaced: ReadonlyMap<string, unknown>): () => Load {
  const packages = createRequire(path.join(root, "package.json"));
  const compiled = new Map<string, Evaluate>();

  const compile = (file: string): Evaluate => {
    const known = compiled.get(file);
    if (known !== undefined) return known;
    const { code } = transformSync(readFileSync(file, "utf8"), {
      filename: file,
      configFile: false,
      swcrc: false,
      jsc: { parser: { syntax: "typescript" }, target: "es2024" },
      module: { type: "commonjs" },
    });
    const evaluate: unknown = compileFunction(code, ["module", "exports", "require"], { filename: file });
    compiled.set(file, evaluate as Evaluate);
    return evaluate as Evaluate;
  };

  return () => {
    const modules = new Map<string, Module>();
    const load: Load = (file) => {
      const known = modules.get(file);
      if (known !== undefined) return known.exports;
      const module: Module = { exports: {} };
      modules.set(file, module);
      compile(file)(module, module.exports, (specifier) => {
        if (specifier.startsWith("#")) return load(path.join(root, specifier.slice(1)));
        if (specifier.startsWith(".")) return load(path.resolve(path.dirname(file), specifier));
        return replaced.has(specifier) ? replaced.get(specifier) : packages(specifier);
      });
      return module.exports;
    };
    return load;
  };
}
