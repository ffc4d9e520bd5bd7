import { graphql } from "@/gql";

export const StartPresence = graphql(`
  mutation StartPresence {
    startPresence {
      challenge { token kinds passkeyOptions }
      errors { code message field }
    }
  }
`);

export const ConfirmPresence = graphql(`
  mutation ConfirmPresence($input: ConfirmPresenceInput!) {
    confirmPresence(input: $input) {
      presentUntil
      errors { code message field }
    }
  }
`);
