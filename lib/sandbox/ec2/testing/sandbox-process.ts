/** A sandbox in a process of its own, to be killed: `node sandbox-process.ts DATA_DIRECTORY`. Prints its address. */
import { startEc2Sandbox } from "../main.ts";
import { smallEstate } from "./small-estate.ts";

const [dataDirectory = ""] = process.argv.slice(2);
const sandbox = await startEc2Sandbox({ estate: smallEstate, dataDirectory, throttle: false });
process.stdout.write(`${sandbox.url}\n`);
