import { graphql } from "@/gql";

export const Insights = graphql(`
  query Insights($first: Int!) {
    insights(first: $first) {
      edges {
        node { ...InsightFields }
      }
      pageInfo { hasNextPage }
    }
    mutedInsights { kind mutedAt byPerson }
  }

  fragment InsightFields on Insight {
    id
    kind
    action
    topic
    label
    day
    amount { amount currency }
    usualAmount { amount currency }
    chance
  }
`);

export const DismissInsight = graphql(`
  mutation DismissInsight($input: DismissInsightInput!) {
    dismissInsight(input: $input) {
      muted { kind }
      errors { code message field }
    }
  }
`);

export const MuteInsights = graphql(`
  mutation MuteInsights($input: MuteInsightsInput!) {
    muteInsights(input: $input) {
      errors { code message field }
    }
  }
`);

export const UnmuteInsights = graphql(`
  mutation UnmuteInsights($input: UnmuteInsightsInput!) {
    unmuteInsights(input: $input) {
      errors { code message field }
    }
  }
`);
