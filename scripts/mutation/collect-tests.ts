/** As much of vitest as the core's tests use: they are collected here, and run by whoever collected them. */
type Body = (...given: unknown[]) => unknown;

export interface CollectedTest {
  /** `FILE#TITLES` */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly run: () => unknown;
}

const argumentsOf = (given: unknown): unknown[] => (Array.isArray(given) ? given : [given]);

/** Tables are told apart by place: that is enough to find a test again. */
const eachOf =
  (one: (title: string, body: Body) => void) =>
  (table: readonly unknown[]) =>
  (title: string, body: Body) => {
    for (const [at, given] of table.entries()) one(`${title} #${at}`, () => body(...argumentsOf(given)));
  };

/** `vitest` to a test file; `collect` runs such a file and returns the tests it asked for. */
export function testCollector(expect: unknown) {
  let tests: CollectedTest[] = [];
  let titles: string[] = [];
  let file = "";

  const describe = (title: string, body: Body): void => {
    titles.push(title);
    body();
    titles.pop();
  };
  const it = (title: string, body: Body): void => {
    const name = [...titles, title].join(" ");
    tests.push({ id: `${file}#${name}`, name, file, run: body });
  };
  const vitest = {
    describe: Object.assign(describe, { each: eachOf(describe) }),
    it: Object.assign(it, { each: eachOf(it) }),
    test: Object.assign(it, { each: eachOf(it) }),
    expect,
    // Time limits are Stryker's.
    vi: { setConfig: () => {} },
  };
  const collect = (from: string, load: () => unknown): readonly CollectedTest[] => {
    [tests, titles, file] = [[], [], from];
    load();
    return tests;
  };
  return { vitest, collect };
}
