import type { KnipConfig } from "knip";

const config: KnipConfig = {
  entry: [
    "scripts/{run.mjs,screenshots.ts,pack-command.ts}",
    "scripts/mutation/*.ts",
    "scripts/{proof/proof,chaos/chaos}.ts",
    "scripts/test/test.ts",
    "scripts/{adopt/measure,bench/bench,bench/storage/storage,bench/overdue/overdue,bench-web/bench-web}.ts",
    "scripts/bench-web/page/*.{ts,tsx}",
    "scripts/bench/log/sequencer-thread.ts",
    "lib/{worker,sandbox,server}/main.ts",
    "lib/worker/sweep-main.ts",
    "lib/cli/*.ts",
    "lib/cli/sallyport/main.ts",
    "e2e/screenshots*.ts",
    // Started as processes of their own by tests.
    "lib/testing/{steady-process,lone-supervisor,lone-cluster}.ts",
    "lib/sandbox/ec2/testing/sandbox-process.ts",
    "lib/testing/chaos/{sandbox,web}-process.ts",
  ],
  project: ["{app,components,lib,scripts,e2e}/**/*.{ts,tsx,mjs}"],
  ignoreDependencies: [
    // Imported by style sheets and by the generated database client.
    "@fontsource-variable/.*",
    // Named by file: the fonts of documents.
    "@fontsource/.*",
    "@prisma/client",
    // Started by its file.
    "@stryker-mutator/core",
  ],
  // Debian's: the user that root lends PostgreSQL, the browser's package, network namespaces, and a small disk.
  ignoreBinaries: ["groupadd", "useradd", "apt-get", "unshare", "nsenter", "mount", "umount"],
  ignoreExportsUsedInFile: true,
};

export default config;
