import { readPolicy, sweepPolicy, writePolicy } from "#lib/adapters/ec2/iam-policy.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";

const POLICIES = new Map([
  ["read", readPolicy],
  ["write", writePolicy],
  ["sweep", sweepPolicy],
]);

/** `npm run iam-policy -- read|write|sweep`: the least-privilege IAM policy of a role, as JSON for the IAM console. */
runProgram(async () => {
  const [role] = process.argv.slice(2);
  const policy = role === undefined ? undefined : POLICIES.get(role);
  if (policy === undefined) throw new StartupRefusal("Name the role: read, write or sweep.");
  process.stdout.write(`${JSON.stringify(policy(), null, 2)}\n`);
});
