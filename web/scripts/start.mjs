// Serves the build. Next reads HOSTNAME, which in a container is the container's own name, so ours are WEB_HOST and WEB_PORT.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const server = path.resolve(import.meta.dirname, "..", ".next", "standalone", "server.js");
if (!existsSync(server)) {
  process.stderr.write("There is no build yet: run `npm run build` first.\n");
  process.exit(2);
}
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.PORT = process.env.WEB_PORT ?? "3000";
process.env.HOSTNAME = process.env.WEB_HOST ?? "127.0.0.1";
await import(pathToFileURL(server).href);
