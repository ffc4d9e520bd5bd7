/** House rules of the schema, for ESLint over graphql-eslint's tree. Each says what to write instead. */

const NUMBERS = new Set(["Int", "Float", "Decimal"]);
const UNITS =
  /how many|number|times|major units|roubles|per cent|percent|milliseconds|bytes|days|months|\d to \d|from [01]\b|digits|comparable/i;
const DEPRECATION = /^Use .+\. Removed on (\d{4}-\d{2}-\d{2})\.$/;
/** The newest of each category are read by index: there is no other order of them. */
const WITHOUT_ORDER = new Set(["receiptsMissing"]);

const said = (node) => node.description?.value ?? "";
const isNonNull = (type) => type.kind === "NonNullType";
const namedType = (type) => (type.kind === "NamedType" ? type.name.value : namedType(type.gqlType));
const fieldsOf = (node) => node.fields ?? [];

/** A rule of one listener that reports messages at nodes. */
function rule(description, listen) {
  return {
    meta: { type: "problem", docs: { description }, schema: [] },
    create: (context) => listen((node, message) => context.report({ node, message })),
  };
}

const deprecationDate = rule("A deprecation says what to use, and the day it ends.", (report) => ({
  Directive(node) {
    if (node.name.value !== "deprecated") return;
    const reason = node.arguments?.find((argument) => argument.name.value === "reason")?.value.value ?? "";
    const day = DEPRECATION.exec(reason)?.[1];
    if (!day || Number.isNaN(Date.parse(day))) report(node, `Write "Use …. Removed on YYYY-MM-DD.", not "${reason}".`);
    else if (Date.parse(day) < Date.now()) report(node, `${day} has come: take it out, and accept the breaking change.`);
  },
}));

const numberWithUnit = rule("A number says its unit or its bounds.", (report) => {
  const check = (node) => {
    if (NUMBERS.has(namedType(node.gqlType)) && !UNITS.test(said(node)))
      report(node, `Say what ${node.name.value} counts, or its unit or bounds: "${said(node)}".`);
  };
  return { FieldDefinition: check, InputValueDefinition: check };
});

const nullSaid = rule("A field that may be null says when it is.", (report) => ({
  ObjectTypeDefinition(node) {
    if (node.name.value.endsWith("Payload")) return; // null where `errors` is not empty
    for (const field of fieldsOf(node))
      if (!isNonNull(field.gqlType) && !said(field).includes("null"))
        report(field, `Say when ${node.name.value}.${field.name.value} is null, or make it never null.`);
  },
}));

const uniformList = rule("A list has pages, a filter, an order and a count.", (report) => {
  const connections = new Set();
  const asked = [];
  return {
    ObjectTypeDefinition(node) {
      const names = fieldsOf(node).map((field) => field.name.value);
      if (!names.includes("edges")) return;
      connections.add(node.name.value);
      if (!names.includes("totalCount")) report(node, `${node.name.value} has no totalCount.`);
    },
    FieldDefinition: (node) => asked.push(node),
    "Document:exit"() {
      for (const node of asked) {
        if (!connections.has(namedType(node.gqlType))) continue;
        const wanted = ["first", "after", "filter", ...(WITHOUT_ORDER.has(node.name.value) ? [] : ["orderBy"])];
        const given = (node.arguments ?? []).map((argument) => argument.name.value);
        const missing = wanted.filter((name) => !given.includes(name));
        if (missing.length > 0) report(node, `${node.name.value} lacks ${missing.join(", ")}.`);
      }
    },
  };
});

const mutationShape = rule("A mutation takes one input and answers with a payload.", (report) => ({
  ObjectTypeDefinition(node) {
    if (node.name.value !== "Mutation") return;
    for (const field of fieldsOf(node)) {
      const given = (field.arguments ?? []).map((argument) => argument.name.value);
      if (given.some((name) => name !== "input")) report(field, `${field.name.value} takes more than one input.`);
      if (!namedType(field.gqlType).endsWith("Payload") || !isNonNull(field.gqlType))
        report(field, `${field.name.value} answers with no payload.`);
    }
  },
}));

export const houseRules = {
  rules: {
    "deprecation-date": deprecationDate,
    "mutation-shape": mutationShape,
    "null-said": nullSaid,
    "number-with-unit": numberWithUnit,
    "uniform-list": uniformList,
  },
};
