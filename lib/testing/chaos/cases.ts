/**
 * The failure cases A to E of the design's FAILURES.md, what must happen in each, and the tests that show it.
 * `npm run chaos -- --cases` runs these and writes the page `cases.md`. A case without a test is not proven.
 */
export interface NamedTest {
  /** From the root of the project. */
  readonly file: string;
  /** As the test is called, or as much of it as tells it apart; where a test is made for each of a list, the part they share. */
  readonly title: string;
}

export interface FailureCase {
  readonly id: number;
  readonly what: string;
  readonly expected: string;
  readonly tests: readonly NamedTest[];
  /** What of the case no test shows yet. */
  readonly open?: string;
}

const of =
  (file: string) =>
  (...titles: readonly string[]): readonly NamedTest[] =>
    titles.map((title) => ({ file, title }));

const apply = of("lib/worker/apply.integration.test.ts");
const heldUp = of("lib/worker/held-up.integration.test.ts");
const matchAndGrants = of("lib/worker/match-and-grants.integration.test.ts");
const crash = of("lib/worker/crash.integration.test.ts");
const stackLife = of("lib/worker/stack-life.integration.test.ts");
const lease = of("lib/usecases/apply/lease.integration.test.ts");
const approval = of("lib/usecases/approval/approval.integration.test.ts");
const access = of("lib/usecases/access/access.integration.test.ts");
const wayBack = of("lib/usecases/match/way-back.integration.test.ts");
const attacks = of("lib/adapters/db/attacks.integration.test.ts");
const budget = of("lib/usecases/apply/call-budget.integration.test.ts");
const safeMode = of("lib/worker/safe-mode.integration.test.ts");
const audit = of("lib/usecases/audit/audit.integration.test.ts");
const tree = of("lib/usecases/audit/tree/tree.integration.test.ts");
const verifyLog = of("lib/core/audit/verify/verify-log.laws.test.ts");
const observe = of("lib/adapters/ec2/observe.integration.test.ts");
const moves = of("lib/testing/chaos/ec2-moves-on.integration.test.ts");
const manyEnds = of("lib/testing/chaos/many-ends.integration.test.ts");
const unwritable = of("lib/testing/chaos/log-unwritable.integration.test.ts");
const spool = of("lib/worker/spool.integration.test.ts");
const stillHolds = of("lib/core/plan/still-holds.test.ts");

export const SECTIONS: readonly { readonly title: string; readonly cases: readonly FailureCase[] }[] = [
  {
    title: "A. Crash and unknown outcome",
    cases: [
      {
        id: 1,
        what: "Crash between approve and enqueue",
        expected: "Approval, job and log entry in one transaction; applied exactly once after a restart",
        tests: [
          ...approval("a job that cannot be enqueued leaves no approval behind"),
          ...crash("%s of a grant: it opens once, and is in the log once"),
        ],
        open: "A thousand random delays are left to the random runs.",
      },
      {
        id: 2,
        what: "Crash in the middle, after k of n steps",
        expected: "Goes on at the first step without effect; what is done is not repeated",
        tests: [
          ...crash("at every step of making a stack match: each step has its effect once"),
          ...of("lib/worker/stack-life-crash.integration.test.ts")("while a stack is made, and retired"),
        ],
      },
      {
        id: 3,
        what: "EC2 did it, and the outcome was not recorded",
        expected: "Unknown, then read, then done, marked as reconciled",
        tests: crash("%s of a grant: it opens once, and is in the log once"),
      },
      {
        id: 4,
        what: "The answer is lost after EC2 has committed",
        expected: "No blind retry: it is read first; one call in EC2's log",
        tests: [
          ...apply("a lost answer is settled by reading, without a second call"),
          ...stackLife("whose answer was lost is known again by its own tag, and made once"),
          ...heldUp("leaves no attempt open that nobody will look at again"),
        ],
      },
      {
        id: 5,
        what: "A request hangs for ever",
        expected: "Given up at its own deadline, unknown, the lease kept until it is settled",
        tests: apply("a request that hangs is given up and settled by reading"),
      },
      {
        id: 6,
        what: "A request is delivered late",
        expected:
          "Read again once it can no longer be accepted; opposite steps on the rule wait; no double effect",
        tests: [
          ...apply("a request that was lost before it arrived is unknown until it cannot arrive any more"),
          ...of("lib/sandbox/ec2/faults.integration.test.ts")(
            "deliver a request late, though its sender has gone; too late, it is refused",
          ),
        ],
      },
      {
        id: 7,
        what: "A stopped worker wakes after its lease has passed on",
        expected: "Its intent is refused, or its call is not sent; one call in EC2's log",
        tests: [
          ...crash("%s and goes on after another has taken over makes no call"),
          ...attacks("an intent under a lease that has passed on or run out is refused"),
          ...lease("passes on only after a request of its holder can have come to its end"),
        ],
      },
      {
        id: 8,
        what: "SIGTERM during a deployment",
        expected: "Finishes the step in hand, lets its leases go, exits 0 within 30 s",
        tests: crash("by SIGTERM finishes the step in hand, lets its leases go and exits 0"),
        open: "Fifty changes at once under a loop of restarts are left to the random runs.",
      },
      {
        id: 9,
        what: "Power loss of everything",
        expected: "Consistent after a restart",
        tests: of("lib/cli/start.integration.test.ts")(
          "brings back each process that is lost to kill -9, the database included",
          "recovers when supervisor and database are both lost",
        ),
      },
    ],
  },
  {
    title: "B. Races",
    cases: [
      {
        id: 10,
        what: "Double click, or a retry, of a form",
        expected: "One request, one log entry, the same answer by its key",
        tests: [
          ...access(
            "the same form sent fifty times makes one request; another body under its key is refused",
          ),
          ...wayBack("fifty times at once happens once and is answered the same"),
        ],
      },
      {
        id: 11,
        what: "A key with another body",
        expected: "Refused, nothing done",
        tests: [
          ...access(
            "the same form sent fifty times makes one request; another body under its key is refused",
          ),
          ...wayBack("is refused with another body"),
        ],
      },
      {
        id: 12,
        what: "Two approvers at once",
        expected: "One transition; the second is told; different people are counted",
        tests: [
          ...approval(
            "fifty approvals at once make one transition and one job",
            "counts different people for different parts, and says who is still wanted",
          ),
          ...of("lib/usecases/approval/contenders.integration.test.ts")("contenders, and one move told"),
        ],
      },
      {
        id: 13,
        what: "Approve, reject, cancel and expiry at once",
        expected: "Exactly one wins; the others are told who",
        tests: [
          ...approval("approve, reject, withdraw and expiry at once: exactly one ends it"),
          ...wayBack("who comes too late is told who won"),
        ],
      },
      {
        id: 14,
        what: "Several workers pick the same change",
        expected: "One lease holder, each call once",
        tests: [
          ...lease("has one holder, however many try at once, and takes all keys or none"),
          ...moves("case 14: eight who pick the same changes at once make each call once"),
        ],
        open: "A thousand changes, and eight worker processes: `long-runs.md`.",
      },
      {
        id: 15,
        what: "Two changes touch one group",
        expected: "One after the other; the second is stale when what it rests on changed",
        tests: apply(
          "lets two people in who asked for one source at the same time, by one rule with the later end",
        ),
      },
      {
        id: 16,
        what: "A request is edited after its approval",
        expected: "Approvals dismissed, another pin, the worker refuses the old one",
        tests: [
          ...wayBack(
            "planned anew as another plan dismisses the approvals",
            "cannot be changed by the web's own SQL while an approval stands, nor by the worker",
          ),
          ...of("lib/usecases/approval/why-not-as-approved.integration.test.ts")(
            "refuses a plan that was exchanged under its pin",
          ),
          ...attacks("keep their plan, pin, requirement and people"),
        ],
      },
    ],
  },
  {
    title: "C. EC2",
    cases: [
      {
        id: 17,
        what: "A storm of throttling",
        expected:
          "Backoff, one budget for an account and Region, others unaffected, what must end goes first",
        tests: [
          ...apply("throttling is waited for, each try with its own intent"),
          ...budget(
            "several processes together stay within one budget of an account and Region, and no other's",
            "what must end goes before all others, in whichever process they wait",
          ),
          ...of("lib/worker/scope-lanes.test.ts")("goes on with one account while another does not answer"),
        ],
      },
      {
        id: 18,
        what: "A refusal for good at step k",
        expected: "Stops; a table says what is done; nothing is undone by itself",
        tests: [
          ...apply(
            "a refusal for good in the middle stops there, and a table says what was done",
            "a refusal for good ends the change as failed, and the grant never opens",
          ),
          ...stackLife("keeps what exists when EC2 refuses in the middle, and says so"),
        ],
      },
      {
        id: 19,
        what: "The group was deleted meanwhile",
        expected: "Nothing is opened; its grants end as gone, once EC2 says so",
        tests: apply(
          "a group that is gone ends its grants as gone, without any call",
          "a live grant whose group was deleted ends as gone, once EC2 says so",
        ),
      },
      {
        id: 20,
        what: "Deleted, and made again under the same name",
        expected: "Never matched by name; refused",
        tests: moves("case 20: a door that was deleted and made again under its name is another group"),
      },
      {
        id: 21,
        what: "A rule was changed past Sallyport after the approval",
        expected: "Stale, with what changed; no call; between two steps the rest stops",
        tests: [
          ...heldUp("is compared with EC2 again before its first call"),
          ...apply(
            "refuses a stale pin, says what changed, and makes no call",
            "a change of somebody else's between two steps stops the rest",
          ),
          ...moves(
            "case 21: a rule that somebody else added in the last moment is taken for no work of ours",
          ),
          ...of("lib/worker/rewrite.integration.test.ts")(
            "is not touched when its id stands for another rule by now",
          ),
        ],
      },
      {
        id: 22,
        what: "Reads lag behind writes",
        expected: "Polled, never reported from memory, never repeated",
        tests: [
          ...apply("reads that lag are polled, and nothing is sent twice"),
          ...stackLife("do not end a new stack in the middle: what EC2 has just made is looked for again"),
        ],
      },
      {
        id: 23,
        what: "A revoke in a default VPC succeeds and matched nothing",
        expected: "Not revoked until a read agrees",
        tests: moves(
          "case 23: a revoke in a default VPC that EC2 takes and that matches nothing is not called done",
        ),
      },
      {
        id: 24,
        what: "Credentials expire in the middle",
        expected: "Waits and goes on; nothing guessed",
        tests: apply("expired credentials pause a change, which goes on when they are good again"),
      },
      {
        id: 25,
        what: "The role is assumed in the wrong account",
        expected: "Refused before any call; the external id is always sent",
        tests: [
          ...observe("credentials of another account are refused before any call"),
          ...of("lib/sandbox/ec2/signature.integration.test.ts")(
            "are assumed with the external id they ask for, and not without",
          ),
        ],
      },
      {
        id: 26,
        what: "A look that cannot read everything",
        expected: "What was known stays, with its time; unknown is never taken for gone",
        tests: [
          ...observe(
            "a rules page that fails makes groups unknown and deletes nothing; the next look mends it",
            "a failed page keeps the old interfaces, with the time they were true",
            "an account that answers nothing is unknown, never empty",
          ),
          ...of("lib/worker/drift.integration.test.ts")("does not take what could not be read for changed"),
        ],
      },
      {
        id: 27,
        what: "A prefix list or a peer group changed after the approval",
        expected: "It is pinned: stale",
        tests: stillHolds("the prefix list has another version"),
      },
    ],
  },
  {
    title: "D. Time and grants",
    cases: [
      {
        id: 28,
        what: "A clock is off",
        expected:
          "The database's time decides; more than 30 s: nothing but what must end; 5 min: nothing is signed",
        tests: safeMode("nothing is changed by a clock that is off"),
      },
      {
        id: 29,
        what: "Down for three days",
        expected: "What is overdue is revoked first thing",
        tests: crash(
          "a grant ends by itself, and one that ended while everything was down is ended first thing",
        ),
      },
      {
        id: 30,
        what: "Many grants end in one minute",
        expected: "All end, within EC2's budget",
        tests: manyEnds("grants over five accounts that end in one minute"),
        open: "A thousand: `long-runs.md`; a thousand of one account and Region: `scripts/bench/overdue`.",
      },
      {
        id: 31,
        what: "EC2 cannot be reached at a grant's end",
        expected: "It stays ending, and is never shown as ended; an alarm tells how many",
        tests: [
          ...crash("while EC2 cannot be reached a grant is ending, never ended, and closes when it can"),
          ...apply("an end that EC2 refuses is never given up, nor asked for by a second change"),
          ...heldUp("goes on with what it says of an end once EC2 lets it, however often it was refused"),
        ],
      },
      {
        id: 32,
        what: "A grant's time is over when it is approved or applied",
        expected: "Refused, nothing is opened",
        tests: [
          ...apply("a change that was held up until its time was over opens nothing"),
          ...wayBack("what nobody answered in time is over by the clock, whether or not a worker runs"),
        ],
      },
      {
        id: 33,
        what: "An extension races an end",
        expected: "One order wins; never a rule without a live grant",
        tests: apply(
          "an extension tells EC2 the new end before the database counts it, and races an end without a leftover",
        ),
        open: "A thousand races: `long-runs.md`.",
      },
      {
        id: 34,
        what: "One source granted twice",
        expected: "The rule goes with the last of the grants",
        tests: [
          ...apply("keeps a shared rule while anybody needs it"),
          ...access("two people behind one office: one's end rewrites the rule, and does not cut the other"),
          ...heldUp(
            "does not take away the rule of somebody who joined meanwhile",
            "does not write an older end over an extension",
          ),
        ],
      },
      {
        id: 35,
        what: "The same rule was there before, for good",
        expected: "It stays when the grant ends, and whoever asks is told",
        tests: [
          ...access("a source that a lasting rule lets in already is granted as that, and adds nothing"),
          ...matchAndGrants("gives a grant that somebody's wide rule had opened a rule that ends with it"),
        ],
      },
      {
        id: 36,
        what: "Odd times: leap days, the year 9999, negative and huge durations",
        expected: "Allowed exactly between the shortest and the longest",
        tests: of("lib/core/grant/judge-source.test.ts")(
          "is allowed exactly between the shortest and the longest",
        ),
      },
      {
        id: 37,
        what: "Open sessions outlive a revoke",
        expected: "What happens to them is computed and told: go on, cut at once, or cannot tell",
        tests: of("lib/core/plan/session-forecast.test.ts")(
          "are told of by the worst of the interfaces that carry the group, and that they differ",
          "are cut off with the way out that left them untracked",
          "may be, where nobody can tell which way those come",
        ),
        open: "A real security group has never been tried.",
      },
    ],
  },
  {
    title: "E. Database and log",
    cases: [
      {
        id: 38,
        what: "A failover in the middle of a transaction",
        expected: "A retry by its key has the same answer and no second effect; work goes on within 60 s",
        tests: of("lib/testing/chaos/failover.integration.test.ts")(
          "case 38: kill -9 of the primary loses nothing, does nothing twice, and work goes on within 60 s",
        ),
      },
      {
        id: 39,
        what: "The log cannot be written",
        expected: "No changing call; reads work; goes on by itself when it can be written again",
        tests: [
          ...unwritable(
            "case 39: a database that only reads",
            "case 39: a log that somebody keeps locked",
            "case 39: a disk that is full",
          ),
          ...safeMode(
            "nothing is changed by a clock that is off, an older version, or while the log takes nothing",
          ),
        ],
      },
      {
        id: 40,
        what: "The log cannot be written while grants must end",
        expected: "What is over is closed all the same, spooled; without the database by the sweep",
        tests: [
          ...spool(
            "revokes what is overdue while the log takes nothing, announced on disk first, and nothing else",
            "is read into the log once it takes entries, and the grant then ends without a call",
            "says so when a spool cannot be trusted",
          ),
          ...of("lib/worker/sweep.integration.test.ts")(
            "revokes what is over by EC2's own word, and nothing else, without the database",
          ),
        ],
      },
      {
        id: 41,
        what: "Somebody edits a row of the log",
        expected: "The verifier names the entry",
        tests: [
          ...audit("finds an edit that takes its own hash along, by the hash at its place"),
          ...verifyLog("edited: %i"),
          ...of("lib/core/audit/audit.laws.test.ts")(
            "finds any single changed bit of a leaf, and where",
            "finds a column that no longer says what the entry says",
          ),
        ],
      },
      {
        id: 42,
        what: "The log's end is cut off, or an older backup restored",
        expected: "Found against a checkpoint from outside; without one it says what cannot be excluded",
        tests: [
          ...verifyLog("the end that was cut off, and a gap that was left"),
          ...tree("is not signed over a log that contradicts what was signed before, here or outside"),
        ],
      },
      {
        id: 43,
        what: "The whole log is written anew, with another key, or forked",
        expected: "A signature or a proof of consistency fails",
        tests: [
          ...verifyLog(
            "a log that was forked",
            "never takes a log that was altered for the one that was signed, whatever was done to it",
          ),
        ],
      },
      {
        id: 44,
        what: "A lower number commits after a higher one",
        expected: "Each is integrated once, none is skipped",
        tests: audit(
          "has no gaps, and an entry that commits late is neither lost nor placed twice",
          "is given by one of many sequencers at a time, while writers write",
        ),
      },
      {
        id: 45,
        what: "The database is restored to yesterday while EC2 moved on",
        expected: "Safe mode until an admin confirms; nothing is applied again",
        tests: [
          ...of("lib/testing/chaos/restored.integration.test.ts")(
            "case 45: on yesterday's database nothing is applied again until an admin has confirmed it",
          ),
          ...safeMode(
            "begins when the log is behind what is remembered outside",
            "is asked before each call, without waiting for the next look",
          ),
        ],
      },
      {
        id: 46,
        what: "A migration during an apply, and an older worker",
        expected: "The schema's version is checked; it refuses cleanly",
        tests: [
          ...safeMode("nothing is changed by a clock that is off, an older version"),
          ...of("lib/adapters/db/migrate.integration.test.ts")(
            "refuses a database that is newer than the code",
          ),
        ],
      },
    ],
  },
];

export const CASES: readonly FailureCase[] = SECTIONS.flatMap(({ cases }) => cases);
