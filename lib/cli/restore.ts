import path from "node:path";
import { restoreBackup } from "#lib/adapters/db/backup/restore-backup.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { connectAsOwner } from "./migrate-database.ts";
import { withOwnerUrl } from "./with-owner-url.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

/** `npm run restore -- FILE`: loads a backup into an empty database, or into a new data folder. */
runProgram(async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new StartupRefusal("Name the backup to restore: npm run restore -- FILE");
  await withOwnerUrl(async (ownerUrl) => {
    const client = await connectAsOwner(ownerUrl);
    try {
      const restored = await restoreBackup(
        client,
        ownerUrl,
        path.join(root, "prisma", "migrations"),
        path.resolve(file),
      );
      if (!restored.ok) throw new StartupRefusal(restored.problem.sentence);
      process.stdout.write(
        `Restored ${restored.value} rows. The next start, or npm run migrate, brings them up to date.\n`,
      );
    } finally {
      await client.end();
    }
  });
});
