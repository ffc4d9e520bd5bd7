import { graphql } from "@/gql";

export const OutsideAccounts = graphql(`
  query OutsideAccounts {
    signInProviders { code name }
    externalIdentities { id provider email linkedAt lastUsedAt }
  }
`);

export const UnlinkExternalIdentity = graphql(`
  mutation UnlinkExternalIdentity($input: UnlinkExternalIdentityInput!) {
    unlinkExternalIdentity(input: $input) {
      errors { code message field }
    }
  }
`);
