import { graphql } from "@/gql";

export const IncomeReports = graphql(`
  query IncomeReports {
    incomeReports(first: 20) {
      edges {
        node {
          id
          status
          period
          startsOn
          endsOn
          currency
          createdAt
          expiresAt
          verificationUrl
          pdf { url }
          workbook { url }
          job { id }
          figures {
            income { confirmed { amount currency } }
            profit { confirmed { amount currency } }
            gaps { account first last }
            unsorted
          }
        }
      }
    }
    accounts(first: 100) {
      edges { node { id currency } }
    }
    viewer { id baseCurrency }
  }
`);

export const RequestIncomeReport = graphql(`
  mutation RequestIncomeReport($input: RequestIncomeReportInput!) {
    requestIncomeReport(input: $input) {
      incomeReport { id status job { id } }
      errors { code message field }
    }
  }
`);

export const RevokeIncomeReport = graphql(`
  mutation RevokeIncomeReport($input: RevokeIncomeReportInput!) {
    revokeIncomeReport(input: $input) {
      incomeReport { id status }
      errors { code message field }
    }
  }
`);
