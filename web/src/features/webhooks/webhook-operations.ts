import { graphql } from "@/gql";

export const WebhookFields = graphql(`
  fragment WebhookFields on Webhook {
    id
    url
    description
    appName
    kinds
    payloadQuery
    status
    disabledReason
    failingSince
    previousSecretUntil
    createdAt
  }
`);

export const Webhooks = graphql(`
  query Webhooks {
    webhooks(first: 100) { edges { node { ...WebhookFields } } }
  }
`);

export const WebhookDeliveries = graphql(`
  query WebhookDeliveries($first: Int!, $after: String, $filter: WebhookDeliveryFilter) {
    webhookDeliveries(first: $first, after: $after, filter: $filter) {
      edges {
        node {
          id
          kind
          messageId
          state
          isRepeat
          attempts
          nextAttemptAt
          statusCode
          durationMs
          error
          answer
          createdAt
          webhook { id url }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const CreateWebhook = graphql(`
  mutation CreateWebhook($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      webhook { ...WebhookFields }
      secret
      errors { code message field }
    }
  }
`);

export const UpdateWebhook = graphql(`
  mutation UpdateWebhook($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
      webhook { ...WebhookFields }
      errors { code message field }
    }
  }
`);

export const RotateWebhookSecret = graphql(`
  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
    rotateWebhookSecret(input: $input) {
      webhook { ...WebhookFields }
      secret
      errors { code message field }
    }
  }
`);

export const DeleteWebhook = graphql(`
  mutation DeleteWebhook($input: DeleteWebhookInput!) {
    deleteWebhook(input: $input) {
      deletedId
      errors { code message field }
    }
  }
`);

export const SendTestWebhook = graphql(`
  mutation SendTestWebhook($input: SendTestWebhookInput!) {
    sendTestWebhook(input: $input) {
      delivery { id state }
      errors { code message field }
    }
  }
`);

export const RedeliverWebhook = graphql(`
  mutation RedeliverWebhook($input: RedeliverWebhookInput!) {
    redeliverWebhook(input: $input) {
      delivery { id state }
      errors { code message field }
    }
  }
`);
