import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findFreePort } from "#lib/adapters/system/free-port.ts";
import { poll } from "#lib/adapters/system/poll.ts";
import { allGone, NpmStart } from "#lib/testing/npm-start.ts";
import { createTestDatabase } from "#lib/testing/test-database.ts";

/** The first start may have to build the pages. */
const firstStartMs = 400_000;

describe("npm start", { timeout: firstStartMs + 60_000 }, () => {
  let folder: string;
  let port: number;
  const started: NpmStart[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "npm-start-"));
    chmodSync(folder, 0o755);
    port = await findFreePort();
  });
  afterEach(async () => {
    for (const one of started.splice(0)) {
      try {
        one.signal("SIGTERM");
      } catch {
        continue;
      }
      await one.ended;
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const data = () => path.join(folder, "data");
  const start = (environment: Record<string, string> = {}, dataFolder = data(), onPort = port): NpmStart => {
    const one = new NpmStart(dataFolder, onPort, environment);
    started.push(one);
    return one;
  };
  /** One after the other on one data folder, each beginning with what the one before left running. */
  describe("over its life", () => {
    let running: NpmStart;
    let processes: ReadonlyMap<string, number>;

    const begin = async (timeoutMs = 60_000): Promise<void> => {
      running = new NpmStart(data(), port);
      await running.serving(timeoutMs);
      processes = running.processes();
    };
    afterAll(async () => {
      running.signal("SIGTERM");
      await running.ended;
    });

    it("serves, with a process for each part", async () => {
      await begin(firstStartMs);
      expect([...processes.keys()].sort()).toEqual(["PostgreSQL", "sandbox", "supervisor", "web", "worker"]);
    });

    it("refuses a second start on the same data folder", async () => {
      const second = await start({}, data(), await findFreePort()).ended;
      expect(second).toMatchObject({ code: 78, stderr: expect.stringContaining("Another npm start") });
      expect(await running.answers()).toBe(true);
    });

    it("brings back each process that is lost to kill -9, the database included", async () => {
      for (const name of ["web", "worker", "sandbox", "PostgreSQL"]) {
        const before = running.processes().get(name) ?? 0;
        process.kill(before, "SIGKILL");
        await poll(`another ${name}`, 30_000, () => (running.processes().get(name) ?? before) !== before);
      }
      await poll("the web to answer again", 30_000, () => running.answers());
      processes = running.processes();
    });

    it("ends all of it when the supervisor is lost to kill -9, and recovers by itself", async () => {
      running.signal("SIGKILL");
      await allGone(processes.values(), 10_000);
      await begin();
    });

    it("recovers when supervisor and database are both lost", async () => {
      for (const name of ["supervisor", "PostgreSQL"]) process.kill(processes.get(name) ?? 0, "SIGKILL");
      await begin();
    });

    it("ends all of it within 10 s on SIGTERM, and serves again", async () => {
      const askedAt = Date.now();
      running.signal("SIGTERM");
      expect((await running.ended).code).toBe(0);
      expect(Date.now() - askedAt).toBeLessThan(10_000);
      await allGone(processes.values(), 100);
      await begin();
    });
  });

  it("starts no part of the sandbox where real AWS is asked for", async () => {
    const accounts = path.join(folder, "accounts.yaml");
    // A profile that nobody has: the worker runs, and reaches nothing.
    const nobody = "{ from: { profile: sallyport-test-of-nobody } }";
    writeFileSync(
      accounts,
      [
        "accounts:",
        '  - id: "111122223333"',
        "    name: prod",
        "    regions: [eu-west-1]",
        `    read: ${nobody}`,
        `    write: ${nobody}`,
      ].join("\n"),
    );
    const dataFolder = path.join(folder, "real");
    const real = start(
      {
        SALLYPORT_AWS: "real",
        SALLYPORT_ACCOUNTS_FILE: accounts,
        OIDC_ISSUER: "https://login.example.com",
        OIDC_CLIENT_ID: "sallyport",
        OIDC_CLIENT_SECRET: "not-a-secret",
      },
      dataFolder,
    );
    await real.serving(firstStartMs);
    expect([...real.processes().keys()].sort()).toEqual(["PostgreSQL", "supervisor", "web", "worker"]);
    expect(existsSync(path.join(dataFolder, "sandbox"))).toBe(false);
  });

  describe("refuses with one sentence and an exit code", () => {
    const refusal = async (one: NpmStart): Promise<string> => {
      const { code, stderr } = await one.ended;
      expect(code).not.toBe(0);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      return stderr;
    };
    const elsewhere = (name: string): string => path.join(folder, name);

    it("a taken port", async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
      const address = other.address();
      const taken = typeof address === "object" ? (address?.port ?? 0) : 0;
      expect(await refusal(start({}, elsewhere("a"), taken))).toContain(`Port ${taken} is taken`);
      other.close();
    });

    it("a data folder that cannot be written to", async () => {
      writeFileSync(elsewhere("file"), "");
      expect(await refusal(start({}, elsewhere("file/data")))).toContain("cannot be written to");
    });

    it("a DATABASE_URL that leads nowhere, without its password", async () => {
      const url = `postgresql://somebody:secret-word@127.0.0.1:${await findFreePort()}/sallyport`;
      const said = await refusal(start({ DATABASE_URL: url }, elsewhere("b")));
      expect(said).toContain("DATABASE_URL leads to no database");
      expect(said).not.toContain("secret-word");
    });

    it("a server whose roles have other passwords than this data folder's", async () => {
      const database = await createTestDatabase();
      const said = await refusal(start({ DATABASE_URL: database.ownerUrl }, elsewhere("g")));
      expect(said).toContain("set WEB_DATABASE_URL and WORKER_DATABASE_URL");
      await database.drop();
    });

    it("a database newer than the code", async () => {
      const database = await createTestDatabase();
      const client = new pg.Client({ connectionString: database.ownerUrl });
      await client.connect();
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '9999_future', now())`,
      );
      await client.end();
      const urls = {
        DATABASE_URL: database.ownerUrl,
        WEB_DATABASE_URL: database.webUrl,
        WORKER_DATABASE_URL: database.workerUrl,
      };
      expect(await refusal(start(urls, elsewhere("c")))).toContain("newer than this code");
      await database.drop();
    });

    it("a data folder of another PostgreSQL major", async () => {
      mkdirSync(elsewhere("d/postgres"), { recursive: true });
      writeFileSync(elsewhere("d/postgres/PG_VERSION"), "14\n");
      expect(await refusal(start({}, elsewhere("d")))).toContain("made by PostgreSQL 14");
    });

    it("real AWS without an identity provider", async () => {
      expect(await refusal(start({ SALLYPORT_AWS: "real" }, elsewhere("e")))).toContain("OIDC_ISSUER");
    });

    it("a wrong variable, by name", async () => {
      expect(await refusal(start({ OBSERVE_INTERVAL_SECONDS: "soon" }, elsewhere("f")))).toContain(
        "OBSERVE_INTERVAL_SECONDS is wrong",
      );
    });
  });
});
