/** Lints the schema and GraphiQL's examples. Run from the repository's folder: `tools/web.sh lint:schema`. */
import graphqlPlugin from "@graphql-eslint/eslint-plugin";
import { houseRules } from "./schema-rules.mjs";

const SCHEMA = "api/graphql/schema.graphql";
const languageOptions = {
  parser: graphqlPlugin.parser,
  parserOptions: { graphQLConfig: { schema: SCHEMA } },
};
const plugins = { "@graphql-eslint": graphqlPlugin, house: houseRules };
const allOf = (plugin, rules) => Object.fromEntries(rules.map((name) => [`${plugin}/${name}`, "error"]));

const config = [
  {
    files: [SCHEMA],
    languageOptions,
    plugins,
    rules: {
      ...allOf("@graphql-eslint", [
        "description-style",
        "known-argument-names",
        "known-directives",
        "known-type-names",
        "no-hashtag-description",
        "no-unreachable-types",
        "provided-required-arguments",
        "relay-page-info",
        "require-deprecation-reason",
        "unique-directive-names",
        "unique-enum-value-names",
        "unique-field-definition-names",
        "unique-operation-types",
        "unique-type-names",
      ]),
      "@graphql-eslint/naming-convention": [
        "error",
        {
          types: "PascalCase",
          FieldDefinition: "camelCase",
          InputValueDefinition: "camelCase",
          Argument: "camelCase",
          DirectiveDefinition: "camelCase",
          EnumValueDefinition: "UPPER_CASE",
          "FieldDefinition[parent.name.value=Query]": { forbiddenPrefixes: ["get", "query", "list"] },
        },
      ],
      "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
      ...allOf("house", Object.keys(houseRules.rules)),
    },
  },
  {
    files: ["api/http/examples/*.graphql"],
    languageOptions,
    plugins,
    rules: allOf("@graphql-eslint", [
      "executable-definitions",
      "fields-on-correct-type",
      "no-anonymous-operations",
      "no-deprecated",
      "no-duplicate-fields",
    ]),
  },
];

export default config;
