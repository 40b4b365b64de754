/**
 * The worker behind the look: reads, analyses and answers on a thread of its own, so that the page stays responsive.
 * It has no way out: the policy it is served with lets it connect to nothing.
 */
import { OBSERVED_PARTS } from "#lib/core/group/observation.ts";
import { analyse, type Look } from "./analyse.ts";
import { answerer } from "./answer-question.ts";
import type { GivenFile } from "./given-file.ts";
import { keptLook } from "./kept-look.ts";
import type { FromWorker, LookSummary, ToWorker } from "./messages.ts";
import type { Report } from "./progress.ts";
import { rulesIn, type Understood, understand } from "./understand.ts";

const say = (message: FromWorker): void => postMessage(message);

const summaryOf = (look: Look, { passedOver, keptAt }: Understood, milliseconds: number): LookSummary => {
  const { observation, findings, adoption } = look;
  const sure = findings.filter(({ certainty }) => certainty === "sure");
  return {
    accountId: observation.accountId,
    region: observation.region,
    groups: observation.groups.length,
    rules: rulesIn(observation),
    interfaces: observation.interfaces.length,
    findings: findings.length,
    worst: sure[0]?.severity ?? null,
    proposals: adoption.stacks.length,
    missing: OBSERVED_PARTS.flatMap((part) => observation.parts[part].problem ?? []),
    passedOver,
    milliseconds,
    takenAt: observation.takenAt,
    wasKept: keptAt !== null,
  };
};

let answer: ReturnType<typeof answerer> | null = null;
let keep: (() => Promise<Blob>) | null = null;

async function look(files: readonly GivenFile[]): Promise<void> {
  const began = performance.now();
  const now = new Date().toISOString();
  const report: Report = (progress) => say({ kind: "progress", progress });
  const understood = await understand(files, now, report);
  if (!understood.ok) {
    say({ kind: "refused", ...understood.problem });
    return;
  }
  const { observation, used } = understood.value;
  const found = analyse(observation, report);
  answer = answerer(found, now);
  keep = () => keptLook(files, used, observation.takenAt);
  say({ kind: "ready", summary: summaryOf(found, understood.value, performance.now() - began) });
}

/** Files stay where they are on the disk: one may have changed since it was read, and then it cannot be read again. */
async function tellKept(id: number): Promise<void> {
  say({ kind: "told", id, told: (await keep?.().catch(() => null)) ?? null });
}

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "look") void look(data.files);
  else if (data.kind === "keep") void tellKept(data.id);
  else say({ kind: "told", id: data.id, told: answer?.(data.asked) ?? null });
});
