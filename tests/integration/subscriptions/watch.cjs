// Watches the books with the public clients, as a front end does: `node watch.cjs ws|sse URL TOKEN`, in web/.
// Prints what comes, a line each: "next" with the data, "errors" with their codes, "closed" with the socket's code.
const { createRequire } = require("node:module");
const installed = createRequire(`${process.cwd()}/package.json`);

const [way, url, token] = process.argv.slice(2);
const say = (...told) => console.log(JSON.stringify(told));
const authorization = `Bearer ${token}`;
const query = "subscription { transactionsChanged { accountIds transactionIds } }";

const client =
  way === "ws"
    ? installed("graphql-ws").createClient({
        url: url.replace(/^http/, "ws"),
        webSocketImpl: globalThis.WebSocket ?? installed("ws"),
        connectionParams: { authorization },
        retryAttempts: 0,
        on: { closed: (event) => say("closed", event.code, event.reason) },
      })
    : installed("graphql-sse").createClient({ url, headers: { authorization }, retryAttempts: 0 });

client.subscribe(
  { query },
  {
    next: ({ data, errors }) =>
      errors ? say("errors", ...errors.map((error) => error.extensions.code)) : say("next", data.transactionsChanged),
    error: () => say("error"),
    complete: () => say("complete"),
  },
);
