import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cruiseLayers } from "./cruise-layers.ts";

describe("the layers", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "layers-"));
    write(
      "package.json",
      JSON.stringify({ type: "module", imports: { "#lib/*": "./lib/*", "#components/*": "./components/*" } }),
    );
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const check = () => cruiseLayers(root, ["."]);
  const plant = async (from: string, to: string, kind = "import"): Promise<readonly string[]> => {
    write(to, "export const thing = 1;\nexport type Thing = number;\n");
    const name = kind === "import" ? "thing" : "Thing";
    write(
      from,
      `${kind} { ${name} } from "#${to}";\nexport const used = ${kind === "import" ? "thing" : "1 as Thing"};\n`,
    );
    const { modules, violations } = await check();
    expect(modules).toBeGreaterThanOrEqual(2);
    return violations;
  };

  it.each([
    ["core-is-pure", "lib/core/net/a.ts", "lib/formats/b.ts"],
    ["core-is-pure", "lib/core/net/a.ts", "lib/adapters/db/b.ts"],
    ["formats-on-core", "lib/formats/a.ts", "lib/usecases/b.ts"],
    ["usecases-on-ports", "lib/usecases/a.ts", "lib/adapters/db/b.ts"],
    ["ports-name-the-database-client", "lib/usecases/ports.ts", "lib/adapters/db/b.ts"],
    ["adapters-are-strangers", "lib/adapters/db/a.ts", "lib/adapters/ec2/b.ts"],
    ["adapters-are-strangers", "lib/adapters/db/a.ts", "lib/server/b.ts"],
    ["adapters-see-ports-as-types", "lib/adapters/db/a.ts", "lib/usecases/b.ts"],
    ["server-is-a-root", "lib/server/a.ts", "lib/worker/b.ts"],
    ["server-is-a-root", "lib/server/a.ts", "lib/sandbox/b.ts"],
    ["worker-is-a-root", "lib/worker/a.ts", "lib/server/b.ts"],
    ["cli-is-a-root", "lib/cli/a.ts", "lib/sandbox/b.ts"],
    ["sandbox-is-a-stranger", "lib/sandbox/a.ts", "lib/core/b.ts"],
    ["sandbox-is-a-stranger", "lib/sandbox/a.ts", "lib/adapters/system/b.ts"],
    ["app-only-routes", "app/page.tsx", "lib/usecases/b.ts"],
    ["app-only-routes", "app/page.tsx", "lib/adapters/db/b.ts"],
    ["atoms-know-no-feature", "components/ui/a.tsx", "components/stack/b.tsx"],
    ["features-are-strangers", "components/stack/a.tsx", "components/change/b.tsx"],
    ["features-are-strangers", "components/stack/a.tsx", "lib/server/b.ts"],
    ["product-needs-no-test-code", "lib/server/a.ts", "lib/testing/b.ts"],
  ])("%s: %s may not import %s", async (rule, from, to) => {
    expect(await plant(from, to)).toContain(`${rule}: ${from} -> ${to}`);
  });

  it.each([
    ["lib/usecases/a.ts", "lib/core/b.ts"],
    ["lib/server/a.ts", "lib/usecases/b.ts"],
    ["lib/sandbox/main.ts", "lib/adapters/system/child-process-protocol.ts"],
    ["components/stack/a.tsx", "components/ui/b.tsx"],
    ["app/page.tsx", "lib/server/b.ts"],
    ["lib/server/a.test.ts", "lib/testing/b.ts"],
  ])("%s may import %s", async (from, to) => {
    expect(await plant(from, to)).toEqual([]);
  });

  it("lets an adapter name a port's type, and nothing else of a use-case", async () => {
    expect(await plant("lib/adapters/ec2/a.ts", "lib/usecases/port.ts", "import type")).toEqual([]);
  });

  it.each(["node:fs", "pg", "node:crypto"])("keeps %s out of the core", async (name) => {
    write("lib/core/a.ts", `import thing from "${name}";\nexport const used = thing;\n`);
    expect((await check()).violations).toContainEqual(
      expect.stringMatching(/^core-knows-no-platform: lib\/core\/a.ts/),
    );
  });

  it("lets two modules name each other's types", async () => {
    write("lib/core/a.ts", 'import type { B } from "./b.ts";\nexport type A = B;\n');
    write("lib/core/b.ts", 'import type { A } from "./a.ts";\nexport type B = A | 1;\n');
    expect((await check()).violations).toEqual([]);
  });

  it("sees a circle, and an import that leads nowhere", async () => {
    write("lib/core/a.ts", 'import { b } from "./b.ts";\nexport const a = () => b;\n');
    write("lib/core/b.ts", 'import { a } from "./a.ts";\nexport const b = () => a;\n');
    write("lib/server/c.ts", 'import { d } from "./d.ts";\nexport const c = d;\n');
    const { violations } = await check();
    expect(violations).toContainEqual(expect.stringMatching(/^no-cycle/));
    expect(violations).toContainEqual(expect.stringMatching(/^nothing-unresolved: lib\/server\/c.ts/));
  });

  it("reads TSX", async () => {
    write("components/ui/b.tsx", "export const B = () => <p>b</p>;\n");
    write(
      "lib/core/a.tsx",
      'import { B } from "#components/ui/b.tsx";\nexport const A = () => <><B /></>;\n',
    );
    expect((await check()).violations).toContain("core-is-pure: lib/core/a.tsx -> components/ui/b.tsx");
  });
});
