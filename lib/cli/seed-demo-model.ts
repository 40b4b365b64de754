import { readFile } from "node:fs/promises";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { readDemoModel } from "#lib/formats/demo/demo-model-file.ts";
import { seedDemo } from "#lib/usecases/seed/seed-demo.ts";
import { operator } from "./operator.ts";

/** Writes the demo model of `file` (the sandbox's `demo-model.json`) into the owner's database; safe to repeat. */
export async function seedDemoModel(ownerUrl: string, file: string): Promise<void> {
  const model = readDemoModel(await readFile(file, "utf8"));
  const db = openDatabase(ownerUrl, { applicationName: "sallyport-seed", connections: 2 });
  try {
    await seedDemo({ db }, operator, model);
  } finally {
    await db.$disconnect();
  }
}
