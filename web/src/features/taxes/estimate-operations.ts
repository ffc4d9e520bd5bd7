import { graphql } from "@/gql";
import type { TaxEstimateQuery } from "@/gql/graphql";

export type Estimate = TaxEstimateQuery["taxEstimate"];

export const TaxFigureFields = graphql(`
  fragment TaxFigureFields on TaxFigure {
    key
    value
    validFrom
    validTo
    source
  }
`);

export const TaxNoteFields = graphql(`
  fragment TaxNoteFields on TaxNote {
    key
    text
    values { name value }
  }
`);

export const TaxEstimate = graphql(`
  query TaxEstimate($profileId: ID!, $day: Date, $locale: String!) {
    taxEstimate(profileId: $profileId, day: $day) {
      year
      start
      end
      asOf
      soFar { amount currency }
      expected { amount currency }
      range {
        low { amount currency }
        high { amount currency }
      }
      paid { amount currency }
      setAside { amount currency }
      lines {
        rule
        label
        kind
        amount { amount currency }
        inputs { name value }
        figures { ...TaxFigureFields }
      }
      instalments {
        key
        label
        amount { amount currency }
        dueOn
      }
      limits {
        label
        figure { ...TaxFigureFields }
        used { amount currency }
        isExceeded
        crossedOn
        crossingChance
      }
      isOnProfit
      deductions {
        category { id name(locale: $locale) }
        spent { amount currency }
        share
        limit { ...TaxFigureFields }
        counted { amount currency }
      }
      notes { ...TaxNoteFields }
      gaps { ...TaxNoteFields }
    }
  }
`);

export const TaxToSetAside = graphql(`
  query TaxToSetAside($profileId: ID!, $day: Date) {
    taxEstimate(profileId: $profileId, day: $day) {
      year
      setAside { amount currency }
      gaps { key }
    }
  }
`);

export const SetBusinessShare = graphql(`
  mutation SetBusinessShare($input: SetBusinessShareInput!) {
    setBusinessShare(input: $input) {
      errors { code message field }
    }
  }
`);
