import { readPolicy, writePolicy } from "#lib/adapters/ec2/iam-policy.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";

/** `npm run iam-policy -- read|write`: the least-privilege IAM policy of a role, as JSON for the IAM console. */
runProgram(async () => {
  const [role] = process.argv.slice(2);
  if (role !== "read" && role !== "write") throw new StartupRefusal("Name the role: read or write.");
  process.stdout.write(`${JSON.stringify(role === "read" ? readPolicy() : writePolicy(), null, 2)}\n`);
});
