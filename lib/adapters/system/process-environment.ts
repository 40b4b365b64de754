import { type Program, variablesOf } from "./environment.ts";
import type { VariableName } from "./environment-variables.ts";

/** What any program may need of the host: nothing in it is ours or a secret. */
const hostVariables = [
  "PATH",
  "HOME",
  "LANG",
  "TZ",
  "TMPDIR",
  "NODE_ENV",
  "NODE_COMPILE_CACHE",
  "NODE_EXTRA_CA_CERTS",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
];

type Source = Readonly<Record<string, string | undefined>>;

/**
 * The environment a child process gets: the host's variables, those of ours that `program` may see, and
 * `derived` over them. AWS's own variables go to the worker alone, and only when real AWS is asked for.
 */
export function environmentFor(
  program: Program,
  source: Source,
  derived: Partial<Record<VariableName, string>>,
): Record<string, string> {
  const ours: readonly string[] = variablesOf(program);
  const realWorker = (program === "worker" || program === "start") && source.SALLYPORT_AWS === "real";
  const given = Object.entries({ ...source, ...derived }).filter(
    ([name]) =>
      hostVariables.includes(name) || ours.includes(name) || (realWorker && name.startsWith("AWS_")),
  );
  return Object.fromEntries(given.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
