import path from "node:path";
import { writeBackup } from "#lib/adapters/db/backup/write-backup.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { connectAsOwner } from "./migrate-database.ts";
import { withOwnerUrl } from "./with-owner-url.ts";

/** A key beside what it signs would be a way to forge it for whoever gets hold of the backup. */
const NOT_IN_IT = `It does not hold the worker's signing key: the file signing-key in the worker's data folder (data/signing-key),
or the one that SALLYPORT_SIGNING_KEY_FILE names. Copy that too, to somewhere else than this backup. What was signed
verifies without it; but where it is lost, the next start signs with a new key, and people must be told of it.
`;

/** `npm run backup [-- FILE]`: writes the whole database to one file, while everything goes on running. */
runProgram(async () => {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const file = path.resolve(process.argv[2] ?? `sallyport-${stamp}.backup`);
  await withOwnerUrl(async (ownerUrl) => {
    const client = await connectAsOwner(ownerUrl);
    try {
      const { tables, rows } = await writeBackup(client, file);
      process.stdout.write(
        `${file} holds ${rows} rows of ${tables} tables. Keep it like the database itself.\n${NOT_IN_IT}`,
      );
    } finally {
      await client.end();
    }
  });
});
