import { graphql } from "@/gql";

export const TaxProfileFields = graphql(`
  fragment TaxProfileFields on TaxProfile {
    id
    country
    regime
    region
    startsOn
    endsOn
    vat
    facts { name value }
    taxIds { kind ending }
  }
`);

export const TaxProfiles = graphql(`
  query TaxProfiles {
    taxProfiles(first: 50) {
      edges {
        node { ...TaxProfileFields }
      }
    }
  }
`);

export const TaxCountries = graphql(`
  query TaxCountries {
    taxCountries {
      code
      name
      currency
      regions
      taxIdKinds
      regimes {
        key
        name
        facts { name kind description choices }
      }
    }
  }
`);

export const CreateTaxProfile = graphql(`
  mutation CreateTaxProfile($input: CreateTaxProfileInput!) {
    createTaxProfile(input: $input) {
      taxProfile { ...TaxProfileFields }
      errors { code message field }
    }
  }
`);

export const UpdateTaxProfile = graphql(`
  mutation UpdateTaxProfile($input: UpdateTaxProfileInput!) {
    updateTaxProfile(input: $input) {
      taxProfile { ...TaxProfileFields }
      errors { code message field }
    }
  }
`);

export const EndTaxProfile = graphql(`
  mutation EndTaxProfile($input: EndTaxProfileInput!) {
    endTaxProfile(input: $input) {
      taxProfile { ...TaxProfileFields }
      errors { code message field }
    }
  }
`);
