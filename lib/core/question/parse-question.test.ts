import { describe, expect, it } from "vitest";
import { parseQuestion } from "./parse-question.ts";
import { printNamed, printQuestion } from "./print-question.ts";

/** A Sunday. */
const NOW = Date.UTC(2026, 10, 22, 19, 30);

const canonical = (text: string): string => {
  const read = parseQuestion(text, NOW);
  return read.ok ? printQuestion(read.value) : read.problem.sentence;
};

it.each(["go", "then", "on", "at", "web"])("a tier may be called %s", (tier) => {
  const named = { kind: "tier", tier, stack: null } as const;
  const text = `can ${printNamed(named)} reach ${printNamed(named)}:20`;
  expect(canonical(text)).toBe(text);
  expect(parseQuestion(text, NOW)).toMatchObject({ value: { from: named, hops: [{ to: named }] } });
});

describe("what people type", () => {
  it.each([
    ["can 198.51.100.7 reach db:3306", "can 198.51.100.7 reach db:3306"],
    ["Can 198.51.100.7 reach DB:3306?", "can 198.51.100.7 reach DB:3306"],
    ["who can reach db:3306", "who can reach db:3306"],
    ["Who reaches the db tier of storefront on port 3306?", "who can reach storefront/db:3306"],
    ["what can this laptop reach", "what can this laptop reach"],
    ["what can I reach over ssh", "what can this laptop reach on tcp/22"],
    ["what can reach db", "who can reach db"],
    ["can the internet ssh into i-0a1b2c", "can internet reach i-0a1b2c:22"],
    ["internet -> web:443 -> app:8080 -> db:3306", "can internet reach web:443 then app:8080 then db:3306"],
    [
      "can internet reach db:3306 via web:443 and app:8080",
      "can internet reach web:443 then app:8080 then db:3306",
    ],
    [
      "is Mara's laptop able to connect to storefront/db on mysql",
      `can "Mara's laptop" reach storefront/db:3306`,
    ],
    ["please tell me who can access [2001:db8::1]:443", "who can reach [2001:db8::1]:443"],
    ["can 10.0.0.0/8 reach web on ports 80 and 443", "can 10.0.0.0/8 reach web on tcp/80, tcp/443"],
    [
      "who can reach web on tcp/80, tcp/443 then app",
      "Who can reach something is asked of one thing at a time: leave out the ways on.",
    ],
    ["what could internet reach", "what can internet reach"],
  ])("%s", (text, printed) => {
    expect(canonical(text)).toBe(printed);
  });

  it.each([
    ["who could reach db:3306 on 3 March at 14:00?", "2026-03-03 14:00 UTC"],
    ["what could reach db:3306 on March 3rd, 2pm", "2026-03-03 14:00 UTC"],
    ["who could reach db:3306 on 3 March 2025", "2025-03-03 00:00 UTC"],
    ["On 24 December at noon, who could reach db:3306?", "2025-12-24 12:00 UTC"],
    ["who could reach db:3306 yesterday at 9:05", "2026-11-21 09:05 UTC"],
    ["who could reach db:3306 2 hours ago", "2026-11-22 17:30 UTC"],
    ["who could reach db:3306 at 21:00", "2026-11-21 21:00 UTC"],
    ["who could reach db:3306 last Monday at 10:00", "2026-11-16 10:00 UTC"],
    ["who could reach db:3306 as of 2026-03-03T14:00+02:00", "2026-03-03 12:00 UTC"],
    ["who could reach db:3306 on 29 February", "2024-02-29 00:00 UTC"],
  ])("%s", (text, moment) => {
    expect(canonical(text)).toBe(`who could reach db:3306 at ${moment}`);
  });
});

describe("what is no question", () => {
  it.each([
    ["", "Ask who can reach what."],
    ["what is the weather", "Ask what somebody can reach, or what can reach something."],
    ["can reach db", "Say who is to reach it."],
    ["who can reach", "Say what is to be reached, such as db:3306."],
    ["who can reach db:99999", "99999 is no service: write a port, tcp/443, udp/53, icmp, ssh or all."],
    ["who can reach db on blue", "blue is no service: write a port, tcp/443, udp/53, icmp, ssh or all."],
    ["who can reach db on 3 March 2999", "2999-03-03 00:00 UTC is still to come: nobody has seen it yet."],
    ['who can reach "db', '"db has quotes that do not close.'],
    ["storefront", "This is no question about reach: it names nobody who reaches anything."],
  ])("%s", (text, sentence) => {
    const read = parseQuestion(text, NOW);
    expect(read.ok ? printQuestion(read.value) : read.problem.sentence).toBe(sentence);
  });
});
