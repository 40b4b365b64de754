import { fail, succeed } from "#lib/core/result.ts";
import { valueGiven, valuesGiven } from "../../command-line/options.ts";
import type { Command } from "../command.ts";
import { KEY_OPTION, keyGiven } from "../given-key.ts";
import { auditReport } from "./audit-answer.ts";
import { auditDocument } from "./audit-document.ts";
import { proveFrom } from "./prove-answer.ts";
import { readCheckpoints } from "./read-checkpoints.ts";
import { readLargeExport } from "./read-export.ts";

export const auditCommand: Command = {
  name: "audit",
  summary: "verify an export of the log against checkpoints, and prove entries of it, offline",
  usage: "verify|prove --key KEY --checkpoint FILE... EXPORT",
  description: [
    "Says whether an export of the log (JSON Lines, from the page Audit) is what the worker signed, and if not, what was done to it: edited, dropped, inserted, reordered, truncated, forked or re-signed; and where.",
    "Checkpoints must come from where they were kept outside the database: the worker's checkpoints.txt, the bucket, the webhook. Without any it says what cannot be excluded. The key is the one that Settings shows.",
    "prove makes, from the whole export, the proof that one entry is in the log that was signed (--entry: C2SP tlog-proof), or that the log begins with what an earlier checkpoint said (--since: as C2SP's witnesses take it). Other tools can check both.",
    "An export from before (--earlier) names the very entry even where all hashes were written anew.",
  ],
  options: [
    KEY_OPTION,
    {
      name: "checkpoint",
      value: "FILE",
      repeated: true,
      help: "Checkpoints that were kept outside: a file of one, or of many",
    },
    { name: "earlier", value: "EXPORT", help: "An export from before, to name what was done since" },
    { name: "entry", value: "PLACE", help: "prove: the place of the entry" },
    { name: "since", value: "SIZE", help: "prove: how many entries the earlier checkpoint has" },
  ],
  examples: [
    "sallyport audit verify log.jsonl --key evidence.key --checkpoint checkpoints.txt",
    "sallyport audit verify log.jsonl --key evidence.key --checkpoint checkpoints.txt --earlier log-before.jsonl",
    "sallyport audit prove log.jsonl --key evidence.key --checkpoint checkpoints.txt --entry 5",
    "sallyport audit prove log.jsonl --key evidence.key --checkpoint checkpoints.txt --since 8",
  ],
  run: async (given) => {
    const [word, file, ...more] = given.positionals;
    if ((word !== "verify" && word !== "prove") || file === undefined || more.length > 0) {
      const reason =
        "Say what to verify, or to prove from, one export: sallyport audit verify log.jsonl --key KEY --checkpoint FILE.";
      return fail([{ file: "audit", place: null, reason }]);
    }
    const key = keyGiven(given);
    if (!key.ok) return key;
    const checkpoints = readCheckpoints(valuesGiven(given, "checkpoint"), key.value);
    if (!checkpoints.ok) return fail([checkpoints.problem]);
    if (word === "prove") return await proveFrom(file, given, checkpoints.value);
    const leaves = await readLargeExport(file);
    if (!leaves.ok) return fail([leaves.problem]);
    const before = valueGiven(given, "earlier");
    const earlier = before === null ? null : await readLargeExport(before);
    if (earlier?.ok === false) return fail([earlier.problem]);
    const report = auditReport(
      leaves.value,
      earlier === null ? null : earlier.value.leaves,
      checkpoints.value,
    );
    return succeed({ report, document: auditDocument(report), estate: null, models: [] });
  },
};
