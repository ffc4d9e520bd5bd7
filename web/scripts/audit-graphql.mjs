// Runs the public audits of GraphQL over HTTP against an endpoint: node scripts/audit-graphql.mjs URL
// One JSON object a line: {id, name, status: ok|notice|warn|error, reason}.
import { serverAudits } from "graphql-http";

const [url] = process.argv.slice(2);
if (!url) {
  process.stderr.write("Say which endpoint: node scripts/audit-graphql.mjs http://127.0.0.1:8000/graphql\n");
  process.exit(2);
}
for (const audit of serverAudits({ url })) {
  const { id, name, status, reason } = await audit.fn();
  process.stdout.write(`${JSON.stringify({ id, name, status, reason })}\n`);
}
