import { graphql } from "@/gql";
import type { OffersQuery } from "@/gql/graphql";

export type Offer = OffersQuery["marketplace"]["offers"][number];

export const Offers = graphql(`
  query Offers($locale: String!) {
    marketplace {
      offers {
        id
        title(locale: $locale)
        summary(locale: $locale)
        partner { id name kind about(locale: $locale) }
        eligibility {
          isEligible
          isRefused
          reasons { outcome text(locale: $locale) }
        }
      }
    }
  }
`);

export const Leads = graphql(`
  query Leads($locale: String!) {
    leads {
      id
      status
      consentText
      consentedAt
      withdrawnAt
      handedOver { field value }
      steps { status party at }
      offer { id title(locale: $locale) partner { id name } }
    }
  }
`);

export const LeadPreview = graphql(`
  query LeadPreview($offerId: ID!) {
    leadPreview(offerId: $offerId) {
      digest
      values { field value }
    }
  }
`);

export const RequestLead = graphql(`
  mutation RequestLead($input: RequestLeadInput!) {
    requestLead(input: $input) {
      lead { id status }
      errors { code message field }
    }
  }
`);

export const WithdrawLead = graphql(`
  mutation WithdrawLead($input: WithdrawLeadInput!) {
    withdrawLead(input: $input) {
      lead { id status }
      errors { code message field }
    }
  }
`);
