import { graphql } from "@/gql";

export const Factors = graphql(`
  fragment Factors on SecondFactors {
    kinds
    totp { confirmedAt lastUsedAt }
    passkeys { id name isBackedUp createdAt lastUsedAt }
    recoveryCodesLeft
    isRequired
  }
`);

export const MyFactors = graphql(`
  query MyFactors {
    secondFactors { ...Factors }
  }
`);

export const StartTotp = graphql(`
  mutation StartTotp {
    startTotp {
      secret
      uri
      qrSvg
      errors { code message field }
    }
  }
`);

export const ConfirmTotp = graphql(`
  mutation ConfirmTotp($input: ConfirmTotpInput!) {
    confirmTotp(input: $input) {
      recoveryCodes
      errors { code message field }
    }
  }
`);

export const RemoveTotp = graphql(`
  mutation RemoveTotp {
    removeTotp {
      errors { code message field }
    }
  }
`);

export const StartPasskey = graphql(`
  mutation StartPasskey {
    startPasskey {
      challenge
      options
      errors { code message field }
    }
  }
`);

export const AddPasskey = graphql(`
  mutation AddPasskey($input: AddPasskeyInput!) {
    addPasskey(input: $input) {
      recoveryCodes
      errors { code message field }
    }
  }
`);

export const RenamePasskey = graphql(`
  mutation RenamePasskey($input: RenamePasskeyInput!) {
    renamePasskey(input: $input) {
      passkey { id name }
      errors { code message field }
    }
  }
`);

export const RemovePasskey = graphql(`
  mutation RemovePasskey($input: RemovePasskeyInput!) {
    removePasskey(input: $input) {
      errors { code message field }
    }
  }
`);

export const RegenerateRecoveryCodes = graphql(`
  mutation RegenerateRecoveryCodes {
    regenerateRecoveryCodes {
      recoveryCodes
      errors { code message field }
    }
  }
`);
