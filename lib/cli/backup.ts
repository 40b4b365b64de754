import path from "node:path";
import { writeBackup } from "#lib/adapters/db/backup/write-backup.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { connectAsOwner } from "./migrate-database.ts";
import { withOwnerUrl } from "./with-owner-url.ts";

/** `npm run backup [-- FILE]`: writes the whole database to one file, while everything goes on running. */
runProgram(async () => {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const file = path.resolve(process.argv[2] ?? `sallyport-${stamp}.backup`);
  await withOwnerUrl(async (ownerUrl) => {
    const client = await connectAsOwner(ownerUrl);
    try {
      const { tables, rows } = await writeBackup(client, file);
      process.stdout.write(
        `${file} holds ${rows} rows of ${tables} tables. Keep it like the database itself.\n`,
      );
    } finally {
      await client.end();
    }
  });
});
