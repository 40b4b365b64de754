import { createRequire } from "node:module";
import type { ICruiseOptions, IFlattenedRuleSet, IViolation } from "dependency-cruiser";
import { importsOnlyTypes } from "./type-only-imports.ts";

interface SwcParser {
  parseFileSync(file: string, options: object): unknown;
}

/** dependency-cruiser parses with swc as if no file held JSX; this tells swc which do. Before the first import of it. */
function teachTsx(): void {
  const swc: SwcParser = createRequire(import.meta.url)("@swc/core");
  const parse = swc.parseFileSync.bind(swc);
  swc.parseFileSync = (file, options) => parse(file, { ...options, tsx: file.endsWith(".tsx") });
}

teachTsx();
const { cruise } = await import("dependency-cruiser");
const { default: configuration } = await import("../../.dependency-cruiser.mjs");

export interface LayerCheck {
  readonly modules: number;
  /** One line each: rule, who imports, what. */
  readonly violations: readonly string[];
}

/** Checks every import under `root` against the arrows of `.dependency-cruiser.mjs`. */
export async function cruiseLayers(root: string, folders: readonly string[]): Promise<LayerCheck> {
  // The configuration is plain JavaScript, whose words TypeScript reads as any string.
  const ruleSet = { forbidden: configuration.forbidden } as IFlattenedRuleSet;
  const options = configuration.options as ICruiseOptions;
  const { output } = await cruise([...folders], { ...options, baseDir: root, validate: true, ruleSet });
  if (typeof output === "string") throw new Error(output);
  const violations = output.summary.violations.filter((violation) => !isExcused(root, violation));
  return {
    modules: output.summary.totalCruised,
    violations: violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  };
}

/** With swc dependency-cruiser does not tell types apart; these two rules are about what is left at run time. */
function isExcused(root: string, { rule, from, to, cycle }: IViolation): boolean {
  if (rule.name === "adapters-see-ports-as-types") return importsOnlyTypes(root, from, to);
  if (rule.name !== "no-cycle") return false;
  const circle = [from, ...(cycle ?? []).map(({ name }) => name)];
  return circle.some((file, place) => {
    const next = circle[place + 1];
    return next !== undefined && importsOnlyTypes(root, file, next);
  });
}
