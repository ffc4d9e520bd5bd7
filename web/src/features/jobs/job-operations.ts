import { graphql } from "@/gql";

export const JobFields = graphql(`
  fragment JobFields on Job {
    id
    name
    state
    progress
    progressNote
    errorCode
    errorMessage
  }
`);

export const JobById = graphql(`
  query JobById($id: ID!) {
    node(id: $id) {
      __typename
      ...JobFields
    }
  }
`);

export const JobProgressOf = graphql(`
  subscription JobProgressOf($jobId: ID!) {
    jobProgress(jobId: $jobId) {
      ...JobFields
    }
  }
`);

export const ActiveJobs = graphql(`
  query ActiveJobs {
    jobs(first: 20, filter: { states: [QUEUED, RUNNING] }) {
      edges {
        node {
          ...JobFields
          attempts
        }
      }
    }
  }
`);
