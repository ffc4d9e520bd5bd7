import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";

const config = [
  { ignores: [".next/**", "node_modules/**", "src/gql/**", "next-env.d.ts"] },
  ...next,
  ...typescript,
  {
    rules: {
      eqeqeq: "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true }],
      "no-console": "error",
    },
  },
  {
    // Files of rules and formats have money in them: parseFloat and Number() lose digits there.
    files: ["src/format/**", "src/features/**"],
    rules: { "no-restricted-globals": ["error", { name: "parseFloat", message: "Amounts are decimal strings." }] },
  },
];

export default config;
