import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../api/graphql/schema.graphql",
  documents: ["src/**/*.ts", "src/**/*.tsx", "!src/gql/**", "!src/**/*.test.ts"],
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        // Amounts stay decimal strings from the wire to Intl: a JavaScript number would round them.
        scalars: {
          Currency: "string",
          Date: "string",
          DateTime: "string",
          Decimal: "string",
          JSON: "unknown",
          UUID: "string",
        },
      },
    },
  },
};

export default config;
