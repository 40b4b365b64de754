/** The evidence of an access review for people: what an auditor reads, asks about, and files. */
import { withoutChange } from "#lib/core/review/missing.ts";
import type { EvidencePack } from "#lib/formats/evidence/evidence-pack.ts";
import { type Colour, PageWriter } from "./page-writer.ts";
import { printLog } from "./print-log.ts";

type Row = EvidencePack["rows"][number];

const minute = (time: string | null): string =>
  time === null ? "" : `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
const day = (time: string | null): string => time?.slice(0, 10) ?? "";
const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;

const KINDS = { grant: "Grant", source: "Standing source", exception: "Exception" } as const;
const KINDS_MANY = {
  grant: "Grants",
  source: "Standing sources",
  exception: "Exceptions to findings",
} as const;
const ROLES: Readonly<Record<string, string>> = { cloud_admin: "cloud admin", team_lead: "team lead" };
const role = (name: string): string => ROLES[name] ?? name;

const decisionWords = ({ decision }: Row): { readonly words: string; readonly colour: Colour } => {
  if (decision === null) return { words: "NOT DECIDED", colour: "missing" };
  return decision.kind === "keep"
    ? { words: `KEPT until ${day(decision.until)}`, colour: "ok" }
    : { words: "REVOKED", colour: "extra" };
};

function printFront(page: PageWriter, pack: EvidencePack): void {
  const { review, summary, edition, madeAt } = pack;
  page.text("Sallyport", { size: 9, weight: "bold", colour: "accent" });
  page.gap(2);
  page.text(`Evidence of access review ${review.number}`, { size: 21, weight: "bold" });
  page.gap(2);
  page.text(review.name, { size: 12, colour: "muted" });
  page.gap(10);
  page.pairs([
    ["Reviewer", review.reviewer],
    ["Begun", `${minute(review.begunAt)} by ${review.begunBy}`],
    ["Due", day(review.dueAt)],
    ["Closed", `${minute(review.closedAt)} by ${review.closedBy}`],
    ["This document", `Edition ${edition}, made ${minute(madeAt)}`],
    ...(review.note === "" ? [] : [["Note at closing", review.note] as const]),
  ]);
  page.figures([
    { figure: String(summary.rows), word: "reviewed" },
    { figure: String(summary.kept), word: "kept", colour: "ok" },
    { figure: String(summary.revoked), word: "revoked", colour: "extra" },
    {
      figure: String(summary.leftOpen.length),
      word: "not decided",
      ...(summary.leftOpen.length === 0 ? {} : { colour: "missing" }),
    },
    { figure: `${summary.takenAway} of ${summary.revoked}`, word: "taken away by now" },
  ]);
}

function printPopulation(page: PageWriter, { review, population, rows, summary }: EvidencePack): void {
  const { scope } = review;
  page.heading("Population and completeness");
  const inScope = population.counts.reduce((sum, each) => sum + each.inScope, 0);
  page.text(
    `Everything in scope was read from Sallyport's records in one transaction at ${minute(population.takenAt)}, when the review began, and pinned: ${count(inScope, "item")}, of which this document has ${count(rows.length, "row")}. ${
      summary.leftOpen.length === 0
        ? "Somebody decided about every one of them."
        : `Nobody decided about ${summary.leftOpen.length === 1 ? "row" : "rows"} ${summary.leftOpen.join(", ")}.`
    }`,
  );
  page.gap(6);
  page.pairs([
    ["Stacks in scope", scope.stacks === null ? "every stack" : scope.stacks.join(", ")],
    ["People in scope", scope.people === null ? "everybody, and what nobody owns" : scope.people.join(", ")],
  ]);
  page.gap(4);
  page.table(
    ["Kind of access", "In scope", "In all of Sallyport"],
    [3, 1, 1],
    population.counts.map(({ kind, inScope: within, all }) => [
      scope.kinds.includes(kind) ? KINDS_MANY[kind] : `${KINDS_MANY[kind]} (not in scope)`,
      String(within),
      String(all),
    ]),
  );
  page.table(
    ["Account and Region", "Last looked at before", "Read whole", "SHA-256 of what was seen"],
    [2, 2, 1, 3],
    population.looks.map(({ account, region, seenAt, complete, digest }) => [
      `${account}, ${region}`,
      seenAt === null ? "never" : minute(seenAt),
      complete ? "yes" : "no",
      digest === null ? "" : `${digest.slice(0, 32)}…`,
    ]),
  );
}

function printPeople(page: PageWriter, { summary, rows, changes }: EvidencePack): void {
  page.heading("Who decided, and what was done");
  page.table(
    ["Decided by", "Decisions", "First", "Last"],
    [3, 1, 2, 2],
    summary.deciders.map(({ name, decisions }) => {
      const times = rows.flatMap(({ decision }) => (decision?.by === name ? [decision.at] : [])).sort();
      return [name, String(decisions), minute(times[0] ?? null), minute(times.at(-1) ?? null)];
    }),
  );
  page.text("Nobody decides about their own access: Sallyport's core and its database refuse it.", {
    size: 8.5,
    colour: "muted",
  });
  page.gap(6);
  if (changes.length === 0) page.text(withoutChange(summary));
  for (const change of changes) {
    page.need(50);
    page.text(`Change ${change.number}: ${change.title}`, { weight: "bold" });
    page.gap(1);
    page.pairs([
      ["Asked for", `${minute(change.askedAt)} by ${change.askedBy}`],
      ...change.answers.map(
        ({ by, role: as, decision, at }) =>
          [decision === "approve" ? "Approved" : "Rejected", `${minute(at)} by ${by}, ${role(as)}`] as const,
      ),
      [
        "State",
        `${change.state}${change.finishedAt === null ? "" : ` at ${minute(change.finishedAt)}`}; ${change.done} of ${count(change.steps, "step")} done on EC2`,
      ],
    ]);
    page.gap(4);
  }
}

function rowPairs({ evidence, decision, question, done, log }: Row): (readonly [string, string])[] {
  const { owner, peer, source, service, groupId, asked, lastReview, lastChange, reach } = evidence;
  return [
    ["Who", owner === null ? "nobody owns it" : `${owner.name} <${owner.email}>`],
    ["Why", evidence.why],
    ...(peer === null
      ? []
      : [
          [
            "Opens",
            `${service ?? ""} from ${peer}${source === null ? "" : ` (${source})`} in ${groupId ?? ""}. ${reach.sentence}`,
          ] as const,
        ]),
    [
      "Since, until",
      `${minute(evidence.began) || "not on record"}, ${evidence.ends !== null ? minute(evidence.ends) : `no end; review by ${evidence.reviewBy ?? "no date"}`}`,
    ],
    ...(asked === null
      ? []
      : [
          [
            "Asked for",
            `${minute(asked.at)} by ${asked.by}${asked.change === null ? "" : `, change ${asked.change}`}`,
          ] as const,
        ]),
    ...evidence.approved.map(
      (each) => ["Approved", `${minute(each.at)} by ${each.by}, ${role(each.role)}`] as const,
    ),
    [
      "Last review",
      lastReview === null
        ? "never before"
        : `${day(lastReview.at)} by ${lastReview.by}, review ${lastReview.review}: ${lastReview.decision === "keep" ? "kept" : "revoked"}`,
    ],
    ...(lastChange === null
      ? []
      : [["Last changed", `${minute(lastChange.at)}: ${lastChange.by} ${lastChange.what}`] as const]),
    ...(question === null
      ? []
      : [
          [
            "Question",
            `${question.by}: “${question.text}” ${
              question.answer === null
                ? "Not answered."
                : `Answer: ${question.answer.says === "needed" ? "still needed" : "not needed any more"}. ${question.answer.note}`
            }`,
          ] as const,
        ]),
    ...(decision === null
      ? []
      : [
          [
            "Decided",
            `${minute(decision.at)} by ${decision.by}${decision.note === "" ? "" : `: “${decision.note}”`}`,
          ] as const,
        ]),
    ["Done", done],
    ["Log entries", log.length === 0 ? "none" : `at places ${log.join(", ")}`],
  ];
}

/** About what a row takes. */
const ROW_HEIGHT = 190;

function printRow(page: PageWriter, row: Row): void {
  page.need(ROW_HEIGHT);
  const top = page.y;
  const { words, colour } = decisionWords(row);
  const y = page.y;
  const title = page.text(
    `${row.row}. ${row.evidence.title}`,
    { size: 10.5, weight: "bold" },
    { width: page.width - 140 },
  );
  const side = { x: page.left + page.width - 132, width: 132 };
  const mark = page.text(words, { size: 9, weight: "bold", colour }, { ...side, y });
  page.y = Math.max(title, mark) + 1;
  const { stack, account, region } = row.evidence;
  page.text([KINDS[row.kind], ...(stack === null ? [] : [stack]), account, region].join(" · "), {
    size: 8,
    colour: "muted",
  });
  page.gap(3);
  page.pairs(rowPairs(row), 84, 8.5);
  if (page.y > top) page.bar(top, colour);
  page.gap(8);
}

/** A4, with its fonts in it. */
export async function printEvidence(pack: EvidencePack): Promise<Uint8Array> {
  const { review, edition, madeAt, key } = pack;
  const page = new PageWriter({
    title: `Evidence of access review ${review.number}`,
    subject: review.name,
    madeAt: new Date(madeAt),
  });
  printFront(page, pack);
  printPopulation(page, pack);
  printPeople(page, pack);
  // Not the heading alone at the foot of a page.
  page.need(ROW_HEIGHT + 40);
  page.heading("What was reviewed");
  for (const row of pack.rows) printRow(page, row);
  printLog(page, pack);
  page.heading("How to verify this");
  page.text(
    `This document, the JSON with the same content and every part of it are named by hash in the note review-${review.number}.note, which is signed with Ed25519 (a C2SP signed note). Nothing but the pack and the public key is needed: sallyport verify-pack review-${review.number}.zip --key KEY. Trust the key only where it is the one that Settings shows:`,
  );
  page.gap(4);
  page.text(key, { weight: "bold" });
  const [keyName, keyId] = key.split("+");
  return page.finish(
    (number, pages) =>
      `Access review ${review.number}, edition ${edition} · page ${number} of ${pages} · signed by ${keyName ?? ""} (${keyId ?? ""})`,
  );
}
