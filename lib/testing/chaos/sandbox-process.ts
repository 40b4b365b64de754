/** The demo's EC2 in a process of its own, to be killed: `DATA_DIRECTORY PORT REQUEST_LIFE_MILLISECONDS`. */
import { announceReady, exitWithParent } from "#lib/adapters/system/child-process-protocol.ts";
import { runProgram } from "#lib/adapters/system/run-program.ts";
import { startEc2Sandbox } from "#lib/sandbox/ec2/main.ts";
import { demoEstate } from "#lib/sandbox/estate/demo-estate.ts";

const [dataDirectory = "", port = "", life = ""] = process.argv.slice(2);

runProgram(async () => {
  const sandbox = await startEc2Sandbox({
    estate: demoEstate,
    dataDirectory,
    port: Number(port),
    requestLifeMilliseconds: Number(life),
  });
  exitWithParent(() => sandbox.close());
  announceReady({ url: sandbox.url });
});
