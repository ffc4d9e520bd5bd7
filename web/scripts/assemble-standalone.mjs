// The standalone server leaves out what a CDN may serve. Nothing else serves it here, so it is put beside the server.
import { cpSync, existsSync } from "node:fs";
import path from "node:path";

const web = path.resolve(import.meta.dirname, "..");
const standalone = path.join(web, ".next", "standalone");

cpSync(path.join(web, ".next", "static"), path.join(standalone, ".next", "static"), { recursive: true });
if (existsSync(path.join(web, "public"))) {
  cpSync(path.join(web, "public"), path.join(standalone, "public"), { recursive: true });
}
