import { parseArgs } from "node:util";
import { runLong } from "./long-runs.ts";
import { proveCases } from "./prove-cases.ts";
import { runSeeds } from "./run-seeds.ts";

/**
 * `npm run chaos -- --seed N --seconds S --seeds COUNT`: random deeds and faults on a whole Sallyport, and the oracles'
 * judgement; `--keep` adds the result to `results.md`. `npm run chaos -- --cases`: the table of failure cases, with
 * `--tested` from what the last `npm test` said. `npm run chaos -- --long [NAME ...]`: cases at their full size, kept in
 * `long-runs.md`. Exit code 1 when anything is found.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    seconds: { type: "string", default: "20" },
    seeds: { type: "string", default: "1" },
    keep: { type: "boolean", default: false },
    cases: { type: "boolean", default: false },
    tested: { type: "boolean", default: false },
    long: { type: "boolean", default: false },
  },
});

function whole(name: "seed" | "seconds" | "seeds"): number {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} is a whole number from 1.`);
  return number;
}

function asAsked(): Promise<boolean> {
  if (values.long) return runLong(positionals);
  if (values.cases) return proveCases(values.tested);
  return runSeeds({
    first: whole("seed"),
    count: whole("seeds"),
    seconds: whole("seconds"),
    keep: values.keep,
  });
}

process.exitCode = (await asAsked()) ? 0 : 1;
