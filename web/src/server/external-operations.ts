import { graphql } from "@/gql";

export const BeginExternalSignIn = graphql(`
  mutation BeginExternalSignIn($input: BeginExternalSignInInput!) {
    beginExternalSignIn(input: $input) {
      redirectTo
      browserSecret
      errors { code message field }
    }
  }
`);

export const CompleteExternalSignIn = graphql(`
  mutation CompleteExternalSignIn($input: CompleteExternalSignInInput!) {
    completeExternalSignIn(input: $input) {
      session { accessToken accessTokenExpiresAt refreshToken }
      challenge { token expiresAt kinds passkeyOptions }
      errors { code message field }
    }
  }
`);

export const LinkExternalIdentity = graphql(`
  mutation LinkExternalIdentity($input: LinkExternalIdentityInput!) {
    linkExternalIdentity(input: $input) {
      redirectTo
      browserSecret
      errors { code message field }
    }
  }
`);
