import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { openDatabase } from "#lib/adapters/db/client.ts";
import { eraserRole, setRolePassword, shutRole, urlForRole } from "#lib/adapters/db/role-passwords.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { type Erasure, eraseInput, erasePerson } from "#lib/usecases/erasure/erase-person.ts";
import { connectAsOwner } from "./migrate-database.ts";
import { operator } from "./operator.ts";
import { withOwnerUrl } from "./with-owner-url.ts";

const USAGE = `npm run erase -- --person ADDRESS-OR-ID --because TEXT [--also NAME]... [--yes]

Erases what the log says of somebody whose account is disabled: their name, mail address and hosts, and every text that
names them. Their id at the identity provider is no name: say --also where people write it. Without --yes it only says
what would be erased. The entries and all proofs stay as they are.`;

/** `npm run erase`: the only way to erase anything of what the log says. */
runProgram(async () => {
  const { values } = parseArgs({
    options: {
      person: { type: "string" },
      because: { type: "string" },
      also: { type: "string", multiple: true },
      yes: { type: "boolean", default: false },
    },
  });
  const { yes, ...asked } = values;
  const input = eraseInput.safeParse(asked);
  if (!input.success) throw new StartupRefusal(USAGE);
  await withOwnerUrl((ownerUrl) => asEraser(ownerUrl, (url) => erase(url, input.data, yes)));
});

/** The role may sign in while `act` runs, with a password that nobody else ever knew. */
async function asEraser(ownerUrl: string, act: (url: string) => Promise<void>): Promise<void> {
  const owner = await connectAsOwner(ownerUrl);
  try {
    const password = randomBytes(32).toString("hex");
    await setRolePassword(owner, eraserRole, password);
    try {
      await act(urlForRole(ownerUrl, eraserRole, password));
    } finally {
      await shutRole(owner, eraserRole);
    }
  } finally {
    await owner.end();
  }
}

async function erase(url: string, input: Parameters<typeof erasePerson>[2], isReal: boolean): Promise<void> {
  const db = openDatabase(url, { applicationName: "sallyport-erase", connections: 1 });
  try {
    const result = await erasePerson(db, operator, input, isReal);
    if (!result.ok) throw new StartupRefusal(result.problem.sentence);
    process.stdout.write(`${summary(result.value, isReal)}\n`);
  } finally {
    await db.$disconnect();
  }
}

function summary({ personId, parts, entries, unerasable }: Erasure, isReal: boolean): string {
  const what = `${parts} parts of ${entries} entries, and the name and mail address of person ${personId}`;
  return [
    isReal ? `Erased: ${what}.` : `Would be erased: ${what}. Nothing was changed; add --yes.`,
    ...(unerasable > 0
      ? [
          `${unerasable} entries from before the log only committed to such data name them in the bytes that were hashed: these cannot be erased.`,
        ]
      : []),
    "Backups, exports and evidence packs that were made before, changes and reviews with what people wrote in them, and mails keep what they hold.",
  ].join("\n");
}
