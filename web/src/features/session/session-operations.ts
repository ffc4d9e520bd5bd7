import { graphql } from "@/gql";

export const Viewer = graphql(`
  query Viewer {
    viewer {
      id
      email
      displayName
    }
  }
`);

export const RegisterUser = graphql(`
  mutation RegisterUser($input: RegisterUserInput!) {
    registerUser(input: $input) {
      email
      errors { code message field }
    }
  }
`);

export const VerifyEmail = graphql(`
  mutation VerifyEmail($input: VerifyEmailInput!) {
    verifyEmail(input: $input) {
      user { id email }
      errors { code message field }
    }
  }
`);

export const ResendVerification = graphql(`
  mutation ResendVerification($input: AskedByMailInput!) {
    resendVerification(input: $input) {
      email
      errors { code message field }
    }
  }
`);

export const RequestPasswordReset = graphql(`
  mutation RequestPasswordReset($input: AskedByMailInput!) {
    requestPasswordReset(input: $input) {
      email
      errors { code message field }
    }
  }
`);

export const RequestReactivation = graphql(`
  mutation RequestReactivation($input: AskedByMailInput!) {
    requestReactivation(input: $input) {
      email
      errors { code message field }
    }
  }
`);

export const ResetPassword = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      email
      errors { code message field }
    }
  }
`);

export const ConfirmEmailChange = graphql(`
  mutation ConfirmEmailChange($input: EmailLinkInput!) {
    confirmEmailChange(input: $input) {
      email
      errors { code message field }
    }
  }
`);

export const UndoEmailChange = graphql(`
  mutation UndoEmailChange($input: EmailLinkInput!) {
    undoEmailChange(input: $input) {
      email
      errors { code message field }
    }
  }
`);

export const ReactivateUser = graphql(`
  mutation ReactivateUser($input: ReactivateUserInput!) {
    reactivateUser(input: $input) {
      user { id email }
      errors { code message field }
    }
  }
`);

export const SignInProviders = graphql(`
  query SignInProviders {
    signInProviders {
      code
      name
    }
  }
`);
