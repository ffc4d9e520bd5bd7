import { graphql } from "@/gql";

export const BankConnectionFields = graphql(`
  fragment BankConnectionFields on BankConnection {
    id
    bank { code name }
    status
    consentStatus
    consentExpiresAt
    syncedAt
    isStale
    lastError
    accounts { id name }
  }
`);

export const BankConnections = graphql(`
  query BankConnections {
    banks { code name }
    bankConnections { ...BankConnectionFields }
  }
`);

export const ConnectBanks = graphql(`
  mutation ConnectBanks($input: ConnectBanksInput!) {
    connectBanks(input: $input) {
      connections { ...BankConnectionFields }
      errors { code message field }
    }
  }
`);

export const RefreshConsents = graphql(`
  mutation RefreshConsents($input: RefreshConsentsInput!) {
    refreshConsents(input: $input) {
      connections { ...BankConnectionFields }
      errors { code message field }
    }
  }
`);

export const SyncBanks = graphql(`
  mutation SyncBanks($input: SyncBanksInput!) {
    syncBanks(input: $input) {
      jobs { id }
      errors { code message field }
    }
  }
`);

export const DisconnectBank = graphql(`
  mutation DisconnectBank($input: DisconnectBankInput!) {
    disconnectBank(input: $input) {
      connection { ...BankConnectionFields }
      bankProblems
      errors { code message field }
    }
  }
`);
