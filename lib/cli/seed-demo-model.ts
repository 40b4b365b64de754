import { readFile } from "node:fs/promises";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { isLoopbackHost } from "#lib/adapters/system/loopback-host.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { readDemoModel } from "#lib/formats/demo/demo-model-file.ts";
import { knownIssuers } from "#lib/usecases/people/known-issuers.ts";
import { seedDemo } from "#lib/usecases/seed/seed-demo.ts";
import { operator } from "./operator.ts";

/**
 * Writes the demo model of `file` (the sandbox's `demo-model.json`) into the owner's database; safe to repeat. A
 * database that knows people of a real identity provider is left as it is: its people would share it with the demo's.
 */
export async function seedDemoModel(ownerUrl: string, file: string): Promise<void> {
  const model = readDemoModel(await readFile(file, "utf8"));
  const db = openDatabase(ownerUrl, { applicationName: "sallyport-seed", connections: 2 });
  try {
    const real = (await knownIssuers(db)).find((issuer) => !isLoopbackHost(new URL(issuer).hostname));
    if (real !== undefined) {
      throw new StartupRefusal(
        `The database knows people of ${real}, so the demo's people are not added to it: set SALLYPORT_AWS=real, or use another database.`,
      );
    }
    await seedDemo({ db }, operator, model);
  } finally {
    await db.$disconnect();
  }
}
