import type { KnipConfig } from "knip";

const config: KnipConfig = {
  entry: [
    "scripts/{run.mjs,screenshots.ts}",
    "scripts/mutation/vitest.config.ts",
    "scripts/test/test.ts",
    "lib/{worker,sandbox,server}/main.ts",
    "lib/cli/*.ts",
    "e2e/screenshots*.ts",
    // Started as processes of their own by tests.
    "lib/testing/{steady-process,lone-supervisor,lone-cluster}.ts",
    "lib/sandbox/ec2/testing/sandbox-process.ts",
  ],
  project: ["{app,components,lib,scripts,e2e}/**/*.{ts,tsx,mjs}"],
  ignoreDependencies: [
    // Imported by style sheets and by the generated database client.
    "tailwindcss",
    "@fontsource-variable/.*",
    "@prisma/client",
  ],
  // Debian's: the user that root lends PostgreSQL, and the browser's package.
  ignoreBinaries: ["groupadd", "useradd", "apt-get"],
  ignoreExportsUsedInFile: true,
};

export default config;
