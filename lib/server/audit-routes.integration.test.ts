/** What follows the log from outside, over the wire, with the operator's token. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrganisation, type Organisation, operatorActor } from "#lib/testing/organisation.ts";
import { appendAudit } from "#lib/usecases/audit/append-audit.ts";
import { sequenceAudit } from "#lib/usecases/audit/sequence-audit.ts";
import { endSessions } from "#lib/usecases/people/end-sessions.ts";
import type { Actor } from "#lib/usecases/ports.ts";
import { sessionName } from "#lib/usecases/sessions/session-name.ts";
import { auditEvents, auditEventsHead } from "./audit-events.ts";
import { auditExport } from "./audit-export.ts";
import { peerAddressHeader } from "./peer-address.ts";
import { tokenReader } from "./token-reader.ts";
import { webDatabase } from "./web-database.ts";

const answerTo = (asked: Request, reader: Actor | null) =>
  asked.url.includes("/events") ? auditEvents(asked, reader) : auditExport(asked, reader);

const TOKEN = "t".repeat(40);
let org: Organisation;
let server: Server;
let origin: string;

beforeAll(async () => {
  org = await createOrganisation();
  Object.assign(process.env, {
    WEB_DATABASE_URL: org.database.webUrl,
    NEXTAUTH_SECRET: "s".repeat(40),
    OIDC_ISSUER: "http://localhost:1/",
    OIDC_CLIENT_ID: "sallyport",
    OIDC_CLIENT_SECRET: "s".repeat(40),
    SALLYPORT_LOG_TOKEN: TOKEN,
  });
  server = createServer(async (request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const headers = new Headers({ [peerAddressHeader]: "198.51.100.7" });
    for (const name of ["authorization", "last-event-id"] as const) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    const asked = new Request(`${origin}${request.url}`, { headers, signal: gone.signal });
    const answer = await answerTo(asked, await tokenReader(asked));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    for await (const part of answer.body ?? []) response.write(part);
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (let number = 0; number < 3; number += 1) await write(number);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await webDatabase().$disconnect();
  await org.close();
});

async function write(number: number): Promise<void> {
  const details = { number, comment: `=cmd() "of" ${number}` };
  await org.web.$transaction((tx) =>
    appendAudit(tx, { actor: org.people.casey, action: "change.commented", details }),
  );
  await sequenceAudit(org.workerDeps);
}

const get = (path: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${origin}${path}`, {
    headers: { authorization: `Bearer ${TOKEN}`, ...headers },
    ...(signal ? { signal } : {}),
  });

test("the log leaves as JSON Lines and as CSV that no spreadsheet runs, from any place on", async () => {
  const lines = (await (await get("/audit/export?format=jsonl")).text()).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).index)).toEqual([0, 1, 2]);
  expect(JSON.parse(lines[2] ?? "").said.words.clear).toEqual({ comment: '=cmd() "of" 2' });
  const rest = await get("/audit/export?format=jsonl&from=2&action=change.commented");
  expect((await rest.text()).trimEnd().split("\n")).toEqual(lines.slice(2));
  expect(rest.headers.get("content-disposition")).toMatch(/^attachment; filename="sallyport-log-.*\.jsonl"$/);
  const table = await (await get("/audit/export?format=csv")).text();
  expect(table.trimEnd().split("\r\n")).toHaveLength(4);
  expect(table).not.toMatch(/(^|,)"?[=+@]/m);
});

test("the log is taken along as of a moment, and no further than the day that was asked for", async () => {
  const entries = await org.owner.auditEntry.findMany({ orderBy: { at: "asc" }, select: { at: true } });
  const [first = new Date(0), second = new Date(0)] = entries.map(({ at }) => at);
  const places = async (query: string) =>
    (await (await get(`/audit/export?format=jsonl&${query}`)).text())
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line).index);
  expect(await places(`at=${second.toISOString()}`)).toEqual([0, 1]);
  expect(await places(`at=${second.toISOString()}&action=change.commented&from=1`)).toEqual([1]);
  expect(await places(`at=${new Date(first.getTime() - 1).toISOString()}`)).toEqual([]);
  expect(await places(`at=${second.toISOString()}&until=2020-01-01`)).toEqual([]);
  expect(await places("at=2100-01-01T00:00:00Z")).toEqual([0, 1, 2]);
});

test("the log is followed as events, each with its place, and goes on after the last that arrived", async () => {
  const follow = new AbortController();
  const answer = await get("/audit/events", { "last-event-id": "0" }, follow.signal);
  expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  let text = "";
  const seen = (async () => {
    for await (const part of answer.body ?? []) {
      text += new TextDecoder().decode(part);
      if (text.includes("id: 3\n")) break;
    }
  })();
  await write(3);
  await seen;
  follow.abort();
  expect(text.match(/^id: \d+$/gm)).toEqual(["id: 1", "id: 2", "id: 3"]);
  const data = [...text.matchAll(/^data: (.*)$/gm)].map(([, line = ""]) => JSON.parse(line).index);
  expect(data).toEqual([1, 2, 3]);
});

test("what cannot be read is refused, and a wrong token is told in a number", async () => {
  for (const path of [
    "/audit/export",
    "/audit/export?format=xml",
    "/audit/export?format=csv&from=-1",
    "/audit/export?format=csv&at=yesterday",
    "/audit/export?format=csv&at=1990-01-01T00:00:00Z",
    "/audit/export?format=jsonl&since=2026-1-5",
    "/audit/export?format=jsonl&until=2026-02-30",
    "/audit/export?format=jsonl&at=2100-01-01T00:00:00Z&until=2026-02-30",
    "/audit/export?format=jsonl&since=",
    "/audit/events?from=x",
    "/audit/events?since=2026-1-5",
    "/audit/events?until=2026-02-30",
  ]) {
    expect((await get(path)).status, path).toBe(400);
  }
  expect((await get("/audit/events", { "last-event-id": "one" })).status).toBe(400);
  for (const path of ["/audit/export?format=csv", "/audit/events"]) {
    expect((await get(path, { authorization: "Bearer wrong" })).status).toBe(404);
  }
  expect(await org.web.failureCount.findMany()).toMatchObject([
    { kind: "log-token", count: 2, addresses: ["198.51.100.7"] },
  ]);
});

test("a parameter that is not known here, or given twice, is refused by its name", async () => {
  for (const [path, named] of [
    ["/audit/export?format=jsonl&persn=x", "persn"],
    ["/audit/export?format=jsonl&since=2026-01-05&since=2020-01-01", "since"],
    ["/audit/events?untl=2026-01-05", "untl"],
    ["/audit/events?format=jsonl", "format"],
  ] as const) {
    const answer = await get(path);
    expect(answer.status, path).toBe(400);
    expect(await answer.text()).toContain(named);
  }
});

const asking = (signal?: AbortSignal) =>
  new Request(`${origin}/audit/events`, signal === undefined ? {} : { signal });

test("answers whose bodies nobody reads keep nobody else from following the log", async () => {
  for (let number = 0; number < 25; number += 1) {
    const answer = await auditEvents(asking(number < 5 ? AbortSignal.abort() : undefined), operatorActor);
    expect(answer.status).toBe(200);
  }
  const follow = new AbortController();
  const followed = await get("/audit/events", {}, follow.signal);
  expect(followed.status).toBe(200);
  follow.abort();
});

test("asked for what it would answer alone, following answers so and nobody follows", async () => {
  for (let number = 0; number < 25; number += 1) {
    const answer = await auditEventsHead(asking(), operatorActor);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(answer.body).toBeNull();
  }
  expect((await auditEventsHead(asking(), null)).status).toBe(404);
});

test("somebody hears of the log no longer than their session lasts", async () => {
  const tokenHash = "5e".repeat(32);
  const { personId } = org.people.ines;
  const expiresAt = new Date(Date.now() + 3_600_000);
  await org.web.session.create({ data: { tokenHash, personId, expiresAt } });
  const answer = await auditEvents(asking(), { ...org.people.ines, session: sessionName(tokenHash) });
  const body = answer.body?.getReader();
  await body?.read();
  expect((await body?.read())?.done).toBe(false);
  expect(await endSessions(org.deps, org.people.casey, { personId })).toMatchObject({ value: { ended: 1 } });
  const heard = async () => {
    while ((await body?.read())?.done === false);
    return "the end";
  };
  expect(await Promise.race([heard(), setTimeout(8_000, "still here")])).toBe("the end");
  await body?.cancel();
});
