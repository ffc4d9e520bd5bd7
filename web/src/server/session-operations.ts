import { graphql } from "@/gql";

export const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      session { accessToken accessTokenExpiresAt refreshToken }
      deviceToken
      challenge { token expiresAt kinds passkeyOptions }
      errors { code message field }
    }
  }
`);

export const CompleteSignIn = graphql(`
  mutation CompleteSignIn($input: CompleteSignInInput!) {
    completeSignIn(input: $input) {
      session { accessToken accessTokenExpiresAt refreshToken }
      deviceToken
      errors { code message field }
    }
  }
`);

export const RefreshSession = graphql(`
  mutation RefreshSession($input: RefreshSessionInput!) {
    refreshSession(input: $input) {
      session { accessToken accessTokenExpiresAt refreshToken }
      errors { code message field }
    }
  }
`);

export const SignOut = graphql(`
  mutation SignOut {
    signOut {
      errors { code message field }
    }
  }
`);

export const StartPasskeySignIn = graphql(`
  mutation StartPasskeySignIn {
    startPasskeySignIn {
      challenge { token expiresAt kinds passkeyOptions }
      errors { code message field }
    }
  }
`);

export const SignInWithPasskey = graphql(`
  mutation SignInWithPasskey($input: SignInWithPasskeyInput!) {
    signInWithPasskey(input: $input) {
      session { accessToken accessTokenExpiresAt refreshToken }
      deviceToken
      errors { code message field }
    }
  }
`);
