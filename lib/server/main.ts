import { createServer } from "node:http";
import path from "node:path";
import next from "next";
import { openDatabase } from "#lib/adapters/db/client.ts";
import {
  refuseCredentialsInWeb,
  refuseDemoIssuerWithRealAws,
  refuseDemoPeopleWithRealAws,
  refusePlainHttpWithRealAws,
  refusePublicDemo,
} from "#lib/adapters/system/boot-refusals.ts";
import { announceReady, exitWithParent } from "#lib/adapters/system/child-process-protocol.ts";
import { type Environment, readEnvironment } from "#lib/adapters/system/environment.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { knownIssuers } from "#lib/usecases/people/known-issuers.ts";
import { peerAddressHeader } from "./peer-address.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

async function refuseDemoPeople(environment: Environment<"web">): Promise<void> {
  const db = openDatabase(environment.WEB_DATABASE_URL, {
    applicationName: "sallyport web start",
    connections: 1,
  });
  try {
    const { SALLYPORT_AWS: aws, SANDBOX_ISSUER: sandboxIssuer } = environment;
    const refusal = refuseDemoPeopleWithRealAws(aws, await knownIssuers(db), sandboxIssuer);
    if (refusal !== undefined) throw new StartupRefusal(refusal);
  } finally {
    await db.$disconnect();
  }
}

/** The web process: checks that it may start, then serves the built pages. */
runProgram(async () => {
  const environment = readEnvironment("web", process.env);
  const refusal =
    refuseCredentialsInWeb(process.env) ??
    refuseDemoIssuerWithRealAws(
      environment.SALLYPORT_AWS,
      environment.OIDC_ISSUER,
      environment.SANDBOX_ISSUER,
    ) ??
    refusePlainHttpWithRealAws(environment.SALLYPORT_AWS, environment.SALLYPORT_URL) ??
    refusePublicDemo(environment.SALLYPORT_AWS, environment.BIND_ADDRESS);
  if (refusal !== undefined) throw new StartupRefusal(refusal);
  if (environment.SALLYPORT_AWS === "real") await refuseDemoPeople(environment);
  const { PORT: port, BIND_ADDRESS: hostname } = environment;
  process.env.NEXTAUTH_URL = environment.SALLYPORT_URL ?? `http://localhost:${port}`;
  // Next would read .env, which may hold what is not for this process.
  process.env.__NEXT_PROCESSED_ENV = "true";

  const server = createServer();
  const application = next({ dev: false, dir: root, hostname, port, httpServer: server });
  exitWithParent(async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
    await closed;
    await application.close();
  });
  await application.prepare();
  const handle = application.getRequestHandler();
  server.on("request", (request, response) => {
    // Only the socket knows who is on the other end; a header of this name from outside is a lie.
    request.headers[peerAddressHeader] = request.socket.remoteAddress ?? "";
    void handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new StartupRefusal(`Port ${port} is taken by another program: stop it, or set PORT to another.`)
          : error,
      ),
    );
    server.listen(port, hostname, resolve);
  });
  announceReady({ url: process.env.NEXTAUTH_URL });
});
