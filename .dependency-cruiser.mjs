// The arrows of the architecture: each layer names all it may import; everything else is an error.
// `lib/testing` is for tests alone, and tests (`*.test.ts`, e2e) may import what they test and it.

const test = "\\.test\\.tsx?$";
const testing = "^lib/(core/)?testing/";
const generated = "^lib/adapters/db/generated/";

/** One layer: files under `from` may import only what matches `to` (their own folder included when listed). */
const layer = (name, from, to, exceptions = {}) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: [test, testing, ...(exceptions.from ?? [])] },
  to: { path: "^(lib|app|components|scripts|e2e)/", pathNot: [...to, ...(exceptions.to ?? [])] },
});

const core = "^lib/core/";
const formats = "^lib/formats/";
const ports = "^lib/usecases/ports\\.ts$";

export default {
  forbidden: [
    layer("core-is-pure", core, [core]),
    {
      name: "core-knows-no-platform",
      comment: "no I/O, no npm package, no node: module",
      severity: "error",
      from: { path: core, pathNot: [test, testing] },
      to: {
        dependencyTypes: [
          "core",
          "npm",
          "npm-dev",
          "npm-optional",
          "npm-peer",
          "npm-no-pkg",
          "npm-unknown",
          "unknown",
        ],
      },
    },
    layer("formats-on-core", formats, [formats, core]),
    layer("usecases-on-ports", "^lib/usecases/", ["^lib/usecases/", formats, core], { from: [ports] }),
    layer("ports-name-the-database-client", ports, [generated, formats, core]),
    layer("adapters-are-strangers", "^lib/adapters/([^/]+)/", ["^lib/adapters/$1/", formats, core], {
      to: ["^lib/usecases/"],
    }),
    {
      name: "adapters-see-ports-as-types",
      comment: "a use-case declares what it needs as a type; an adapter fills it and runs nothing of it",
      severity: "error",
      from: { path: "^lib/adapters/", pathNot: [test] },
      to: { path: "^lib/usecases/" },
    },
    layer("server-is-a-root", "^lib/server/", [
      "^lib/server/",
      "^lib/usecases/",
      "^lib/adapters/",
      formats,
      core,
    ]),
    layer("worker-is-a-root", "^lib/worker/", [
      "^lib/worker/",
      "^lib/usecases/",
      "^lib/adapters/",
      formats,
      core,
    ]),
    layer("cli-is-a-root", "^lib/cli/", ["^lib/cli/", "^lib/usecases/", "^lib/adapters/", formats, core]),
    layer("sandbox-is-a-stranger", "^lib/sandbox/", ["^lib/sandbox/"], {
      to: ["^lib/adapters/system/child-process-protocol\\.ts$"],
    }),
    layer("browser-is-a-root", "^lib/browser/", ["^lib/browser/", formats, core]),
    layer("app-only-routes", "^app/", ["^app/", "^components/", "^lib/server/", "^lib/browser/", core]),
    layer("atoms-know-no-feature", "^components/ui/", ["^components/ui/", core]),
    layer("features-are-strangers", "^components/(?!ui/)([^/]+)/", [
      "^components/$1/",
      "^components/ui/",
      core,
    ]),
    {
      name: "no-cycle",
      severity: "error",
      from: { pathNot: generated },
      to: { circular: true },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      from: { pathNot: "^\\.next/" },
      to: { couldNotResolve: true },
    },
    {
      name: "product-needs-no-test-code",
      severity: "error",
      from: { path: "^(lib|app|components)/", pathNot: [test, testing] },
      to: { path: [testing, "^e2e/", test] },
    },
  ],
  options: {
    // TypeScript 7 has no API to parse with; without this it cruises 0 modules and says nothing.
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|data|node_modules/\\.cache)/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    combinedDependencies: true,
    moduleSystems: ["es6"],
  },
};
