import { graphql } from "@/gql";

export const LatestForecast = graphql(`
  query LatestForecast {
    forecasts(first: 1) {
      edges {
        node {
          id
          status
          horizonDays
          asOf
          job { id }
          series {
            account { id name }
            days {
              day
              p10 { amount currency }
              p50 { amount currency }
              p90 { amount currency }
            }
            recurring {
              label
              period
              amount { amount currency }
              nextDate
            }
            warnings
          }
        }
      }
    }
  }
`);

export const RequestForecast = graphql(`
  mutation RequestForecast($input: RequestForecastInput!) {
    requestForecast(input: $input) {
      forecast { id }
      job { id }
      errors { code message field }
    }
  }
`);
