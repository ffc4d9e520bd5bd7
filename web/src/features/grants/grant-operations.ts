import { graphql } from "@/gql";

export const GrantFields = graphql(`
  fragment GrantFields on Grant {
    id
    kind
    state
    ownerEmail
    email
    accountIds
    periodFrom
    periodTo
    expiresAt
    reason
    createdAt
    acceptedAt
    endedAt
  }
`);

export const GivenGrants = graphql(`
  query GivenGrants {
    givenGrants { ...GrantFields }
  }
`);

export const ReceivedGrants = graphql(`
  query ReceivedGrants {
    receivedGrants { ...GrantFields }
  }
`);

export const InviteToBooks = graphql(`
  mutation InviteToBooks($input: InviteToBooksInput!) {
    inviteToBooks(input: $input) {
      grant { ...GrantFields }
      errors { code message field }
    }
  }
`);

export const DecideGrant = graphql(`
  mutation DecideGrant($input: DecideGrantInput!) {
    decideGrant(input: $input) {
      grant { ...GrantFields }
      errors { code message field }
    }
  }
`);

export const RevokeGrant = graphql(`
  mutation RevokeGrant($input: RevokeGrantInput!) {
    revokeGrant(input: $input) {
      grant { ...GrantFields }
      errors { code message field }
    }
  }
`);
