// Writes trusted-documents.json: every document of the app by the SHA-256 of its text, which the API reads at its start.
// With --check it only says whether the file is as it should be, by exit code 1.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { formatDocument, stringifyDocument } from "@urql/core";
import ts from "typescript";

const web = path.resolve(import.meta.dirname, "..");
const place = path.join(web, "trusted-documents.json");

// The generated documents need no import at run time, so that the transpiled module can be loaded from its text.
const source = readFileSync(path.join(web, "src", "gql", "graphql.ts"), "utf8");
const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } });
const generated = await import(`data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`);

const texts = Object.values(generated)
  .filter((one) => one?.kind === "Document" && one.definitions.some(({ kind }) => kind === "OperationDefinition"))
  .map((document) => stringifyDocument(formatDocument(document)))
  .sort();
const manifest = Object.fromEntries(texts.map((text) => [createHash("sha256").update(text).digest("hex"), text]));
const wanted = `${JSON.stringify(manifest, null, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(place, wanted);
} else if (readOr(place, "") !== wanted) {
  process.stderr.write("trusted-documents.json is not what the app sends: run `npm run codegen`.\n");
  process.exit(1);
}

function readOr(file, otherwise) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
