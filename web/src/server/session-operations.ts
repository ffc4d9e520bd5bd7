import { graphql } from "@/gql";

export const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      session { accessToken accessTokenExpiresAt refreshToken }
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
