import { readEnvironment } from "#lib/adapters/system/environment.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { seedDemoModel } from "./seed-demo-model.ts";

/** `seed-demo FILE`: writes the sandbox's demo model into the database of `DATABASE_URL`. */
runProgram(async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new StartupRefusal("Name the demo-model.json that the sandbox has written.");
  await seedDemoModel(readEnvironment("owner", process.env).DATABASE_URL, file);
  process.stdout.write("The demo model is in the database.\n");
});
