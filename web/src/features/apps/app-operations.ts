import { graphql } from "@/gql";

export const AuthorizationRequest = graphql(`
  query AuthorizationRequest($request: String!, $wordsIn: WordsIn!) {
    authorizationRequest(request: $request, wordsIn: $wordsIn) {
      appName
      website
      returnsTo
      needsConsent
      scopes { name words }
    }
    viewer { id email }
  }
`);

export const ApproveAuthorization = graphql(`
  mutation ApproveAuthorization($input: DecideAuthorizationInput!) {
    approveAuthorization(input: $input) {
      redirectTo
      errors { code message field }
    }
  }
`);

export const DenyAuthorization = graphql(`
  mutation DenyAuthorization($input: DecideAuthorizationInput!) {
    denyAuthorization(input: $input) {
      redirectTo
      errors { code message field }
    }
  }
`);

export const ConnectedApps = graphql(`
  query ConnectedApps($wordsIn: WordsIn!) {
    connectedApps(wordsIn: $wordsIn) {
      id
      appName
      website
      connectedAt
      scopes { name words }
    }
  }
`);

export const DisconnectApp = graphql(`
  mutation DisconnectApp($input: DisconnectAppInput!) {
    disconnectApp(input: $input) {
      errors { code message field }
    }
  }
`);
