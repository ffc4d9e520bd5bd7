/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Accounts {\n    accounts(first: 50) {\n      edges {\n        node {\n          id\n          name\n          kind\n          institution\n          number\n          balanceOn\n          balance { amount currency }\n        }\n      }\n    }\n  }\n": typeof types.AccountsDocument,
    "\n  fragment DocumentFields on Document {\n    id\n    filename\n    status\n    kind\n    merchant\n    datedOn\n    total { amount currency }\n    errorCode\n    errorMessage\n    payments {\n      id\n      status\n      amount { amount currency }\n      transaction { id bookedOn description counterparty }\n    }\n  }\n": typeof types.DocumentFieldsFragmentDoc,
    "\n  query Documents($first: Int!, $after: String) {\n    documents(first: $first, after: $after) {\n      edges {\n        node { ...DocumentFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.DocumentsDocument,
    "\n  query SearchDocuments($query: String!) {\n    searchDocuments(query: $query, first: 10) {\n      page\n      document { ...DocumentFields }\n      snippets { text isHighlighted }\n    }\n  }\n": typeof types.SearchDocumentsDocument,
    "\n  query DownloadUrl($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Document {\n        id\n        downloadUrl\n      }\n    }\n  }\n": typeof types.DownloadUrlDocument,
    "\n  mutation DecideDocumentMatch($input: DecideDocumentMatchInput!) {\n    decideDocumentMatch(input: $input) {\n      match { id status }\n      errors { code message field }\n    }\n  }\n": typeof types.DecideDocumentMatchDocument,
    "\n  query LatestForecast {\n    forecasts(first: 1) {\n      edges {\n        node {\n          id\n          status\n          horizonDays\n          asOf\n          job { id }\n          series {\n            account { id name }\n            days {\n              day\n              p10 { amount currency }\n              p50 { amount currency }\n              p90 { amount currency }\n            }\n            recurring {\n              label\n              period\n              amount { amount currency }\n              nextDate\n            }\n            warnings\n          }\n        }\n      }\n    }\n  }\n": typeof types.LatestForecastDocument,
    "\n  mutation RequestForecast($input: RequestForecastInput!) {\n    requestForecast(input: $input) {\n      forecast { id }\n      job { id }\n      errors { code message field }\n    }\n  }\n": typeof types.RequestForecastDocument,
    "\n  fragment JobFields on Job {\n    id\n    name\n    state\n    progress\n    progressNote\n    errorCode\n    errorMessage\n  }\n": typeof types.JobFieldsFragmentDoc,
    "\n  query JobById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...JobFields\n    }\n  }\n": typeof types.JobByIdDocument,
    "\n  subscription JobProgressOf($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      ...JobFields\n    }\n  }\n": typeof types.JobProgressOfDocument,
    "\n  query ActiveJobs {\n    jobs(first: 20, filter: { states: [QUEUED, RUNNING] }) {\n      edges {\n        node {\n          ...JobFields\n          attempts\n        }\n      }\n    }\n  }\n": typeof types.ActiveJobsDocument,
    "\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation RegisterUser($input: RegisterUserInput!) {\n    registerUser(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": typeof types.RegisterUserDocument,
    "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n": typeof types.VerifyEmailDocument,
    "\n  fragment TransactionFields on Transaction {\n    id\n    bookedOn\n    description\n    counterparty\n    status\n    decidedBy\n    confidence\n    amount { amount currency }\n    account { id name }\n    category { id name(locale: $locale) }\n  }\n": typeof types.TransactionFieldsFragmentDoc,
    "\n  query Transactions($first: Int!, $after: String, $locale: String!) {\n    transactions(first: $first, after: $after) {\n      edges {\n        node { ...TransactionFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.TransactionsDocument,
    "\n  query Categories($locale: String!) {\n    categories {\n      id\n      name(locale: $locale)\n      kind\n      parent { id name(locale: $locale) }\n    }\n  }\n": typeof types.CategoriesDocument,
    "\n  mutation BulkCategorise($input: BulkCategoriseInput!, $locale: String!) {\n    bulkCategorise(input: $input) {\n      results {\n        id\n        transaction { ...TransactionFields }\n        error { code message field }\n      }\n      errors { code message field }\n    }\n  }\n": typeof types.BulkCategoriseDocument,
    "\n  mutation CategoriseTransaction($input: CategoriseTransactionInput!, $locale: String!) {\n    categoriseTransaction(input: $input) {\n      transaction { ...TransactionFields }\n      twinsChanged\n      errors { code message field }\n    }\n  }\n": typeof types.CategoriseTransactionDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        method\n        headers { name value }\n      }\n      errors { code message field }\n    }\n  }\n": typeof types.CreateUploadDocument,
    "\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      job { ...JobFields }\n      document { id }\n      statementImport { id }\n      errors { code message field }\n    }\n  }\n": typeof types.CompleteUploadDocument,
    "\n  query UploadOutcome($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on StatementImport {\n        id\n        linesTotal\n        linesNew\n        linesDuplicate\n        linesSuspicious\n        warnings { line message }\n      }\n      ... on Document {\n        id\n        kind\n        merchant\n        datedOn\n        total { amount currency }\n      }\n    }\n  }\n": typeof types.UploadOutcomeDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation RefreshSession($input: RefreshSessionInput!) {\n    refreshSession(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      errors { code message field }\n    }\n  }\n": typeof types.SignOutDocument,
};
const documents: Documents = {
    "\n  query Accounts {\n    accounts(first: 50) {\n      edges {\n        node {\n          id\n          name\n          kind\n          institution\n          number\n          balanceOn\n          balance { amount currency }\n        }\n      }\n    }\n  }\n": types.AccountsDocument,
    "\n  fragment DocumentFields on Document {\n    id\n    filename\n    status\n    kind\n    merchant\n    datedOn\n    total { amount currency }\n    errorCode\n    errorMessage\n    payments {\n      id\n      status\n      amount { amount currency }\n      transaction { id bookedOn description counterparty }\n    }\n  }\n": types.DocumentFieldsFragmentDoc,
    "\n  query Documents($first: Int!, $after: String) {\n    documents(first: $first, after: $after) {\n      edges {\n        node { ...DocumentFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.DocumentsDocument,
    "\n  query SearchDocuments($query: String!) {\n    searchDocuments(query: $query, first: 10) {\n      page\n      document { ...DocumentFields }\n      snippets { text isHighlighted }\n    }\n  }\n": types.SearchDocumentsDocument,
    "\n  query DownloadUrl($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Document {\n        id\n        downloadUrl\n      }\n    }\n  }\n": types.DownloadUrlDocument,
    "\n  mutation DecideDocumentMatch($input: DecideDocumentMatchInput!) {\n    decideDocumentMatch(input: $input) {\n      match { id status }\n      errors { code message field }\n    }\n  }\n": types.DecideDocumentMatchDocument,
    "\n  query LatestForecast {\n    forecasts(first: 1) {\n      edges {\n        node {\n          id\n          status\n          horizonDays\n          asOf\n          job { id }\n          series {\n            account { id name }\n            days {\n              day\n              p10 { amount currency }\n              p50 { amount currency }\n              p90 { amount currency }\n            }\n            recurring {\n              label\n              period\n              amount { amount currency }\n              nextDate\n            }\n            warnings\n          }\n        }\n      }\n    }\n  }\n": types.LatestForecastDocument,
    "\n  mutation RequestForecast($input: RequestForecastInput!) {\n    requestForecast(input: $input) {\n      forecast { id }\n      job { id }\n      errors { code message field }\n    }\n  }\n": types.RequestForecastDocument,
    "\n  fragment JobFields on Job {\n    id\n    name\n    state\n    progress\n    progressNote\n    errorCode\n    errorMessage\n  }\n": types.JobFieldsFragmentDoc,
    "\n  query JobById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...JobFields\n    }\n  }\n": types.JobByIdDocument,
    "\n  subscription JobProgressOf($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      ...JobFields\n    }\n  }\n": types.JobProgressOfDocument,
    "\n  query ActiveJobs {\n    jobs(first: 20, filter: { states: [QUEUED, RUNNING] }) {\n      edges {\n        node {\n          ...JobFields\n          attempts\n        }\n      }\n    }\n  }\n": types.ActiveJobsDocument,
    "\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation RegisterUser($input: RegisterUserInput!) {\n    registerUser(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": types.RegisterUserDocument,
    "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n": types.VerifyEmailDocument,
    "\n  fragment TransactionFields on Transaction {\n    id\n    bookedOn\n    description\n    counterparty\n    status\n    decidedBy\n    confidence\n    amount { amount currency }\n    account { id name }\n    category { id name(locale: $locale) }\n  }\n": types.TransactionFieldsFragmentDoc,
    "\n  query Transactions($first: Int!, $after: String, $locale: String!) {\n    transactions(first: $first, after: $after) {\n      edges {\n        node { ...TransactionFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.TransactionsDocument,
    "\n  query Categories($locale: String!) {\n    categories {\n      id\n      name(locale: $locale)\n      kind\n      parent { id name(locale: $locale) }\n    }\n  }\n": types.CategoriesDocument,
    "\n  mutation BulkCategorise($input: BulkCategoriseInput!, $locale: String!) {\n    bulkCategorise(input: $input) {\n      results {\n        id\n        transaction { ...TransactionFields }\n        error { code message field }\n      }\n      errors { code message field }\n    }\n  }\n": types.BulkCategoriseDocument,
    "\n  mutation CategoriseTransaction($input: CategoriseTransactionInput!, $locale: String!) {\n    categoriseTransaction(input: $input) {\n      transaction { ...TransactionFields }\n      twinsChanged\n      errors { code message field }\n    }\n  }\n": types.CategoriseTransactionDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        method\n        headers { name value }\n      }\n      errors { code message field }\n    }\n  }\n": types.CreateUploadDocument,
    "\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      job { ...JobFields }\n      document { id }\n      statementImport { id }\n      errors { code message field }\n    }\n  }\n": types.CompleteUploadDocument,
    "\n  query UploadOutcome($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on StatementImport {\n        id\n        linesTotal\n        linesNew\n        linesDuplicate\n        linesSuspicious\n        warnings { line message }\n      }\n      ... on Document {\n        id\n        kind\n        merchant\n        datedOn\n        total { amount currency }\n      }\n    }\n  }\n": types.UploadOutcomeDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation RefreshSession($input: RefreshSessionInput!) {\n    refreshSession(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      errors { code message field }\n    }\n  }\n": types.SignOutDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Accounts {\n    accounts(first: 50) {\n      edges {\n        node {\n          id\n          name\n          kind\n          institution\n          number\n          balanceOn\n          balance { amount currency }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Accounts {\n    accounts(first: 50) {\n      edges {\n        node {\n          id\n          name\n          kind\n          institution\n          number\n          balanceOn\n          balance { amount currency }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DocumentFields on Document {\n    id\n    filename\n    status\n    kind\n    merchant\n    datedOn\n    total { amount currency }\n    errorCode\n    errorMessage\n    payments {\n      id\n      status\n      amount { amount currency }\n      transaction { id bookedOn description counterparty }\n    }\n  }\n"): (typeof documents)["\n  fragment DocumentFields on Document {\n    id\n    filename\n    status\n    kind\n    merchant\n    datedOn\n    total { amount currency }\n    errorCode\n    errorMessage\n    payments {\n      id\n      status\n      amount { amount currency }\n      transaction { id bookedOn description counterparty }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Documents($first: Int!, $after: String) {\n    documents(first: $first, after: $after) {\n      edges {\n        node { ...DocumentFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query Documents($first: Int!, $after: String) {\n    documents(first: $first, after: $after) {\n      edges {\n        node { ...DocumentFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchDocuments($query: String!) {\n    searchDocuments(query: $query, first: 10) {\n      page\n      document { ...DocumentFields }\n      snippets { text isHighlighted }\n    }\n  }\n"): (typeof documents)["\n  query SearchDocuments($query: String!) {\n    searchDocuments(query: $query, first: 10) {\n      page\n      document { ...DocumentFields }\n      snippets { text isHighlighted }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DownloadUrl($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Document {\n        id\n        downloadUrl\n      }\n    }\n  }\n"): (typeof documents)["\n  query DownloadUrl($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Document {\n        id\n        downloadUrl\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DecideDocumentMatch($input: DecideDocumentMatchInput!) {\n    decideDocumentMatch(input: $input) {\n      match { id status }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DecideDocumentMatch($input: DecideDocumentMatchInput!) {\n    decideDocumentMatch(input: $input) {\n      match { id status }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LatestForecast {\n    forecasts(first: 1) {\n      edges {\n        node {\n          id\n          status\n          horizonDays\n          asOf\n          job { id }\n          series {\n            account { id name }\n            days {\n              day\n              p10 { amount currency }\n              p50 { amount currency }\n              p90 { amount currency }\n            }\n            recurring {\n              label\n              period\n              amount { amount currency }\n              nextDate\n            }\n            warnings\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query LatestForecast {\n    forecasts(first: 1) {\n      edges {\n        node {\n          id\n          status\n          horizonDays\n          asOf\n          job { id }\n          series {\n            account { id name }\n            days {\n              day\n              p10 { amount currency }\n              p50 { amount currency }\n              p90 { amount currency }\n            }\n            recurring {\n              label\n              period\n              amount { amount currency }\n              nextDate\n            }\n            warnings\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestForecast($input: RequestForecastInput!) {\n    requestForecast(input: $input) {\n      forecast { id }\n      job { id }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestForecast($input: RequestForecastInput!) {\n    requestForecast(input: $input) {\n      forecast { id }\n      job { id }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment JobFields on Job {\n    id\n    name\n    state\n    progress\n    progressNote\n    errorCode\n    errorMessage\n  }\n"): (typeof documents)["\n  fragment JobFields on Job {\n    id\n    name\n    state\n    progress\n    progressNote\n    errorCode\n    errorMessage\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...JobFields\n    }\n  }\n"): (typeof documents)["\n  query JobById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...JobFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription JobProgressOf($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      ...JobFields\n    }\n  }\n"): (typeof documents)["\n  subscription JobProgressOf($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      ...JobFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ActiveJobs {\n    jobs(first: 20, filter: { states: [QUEUED, RUNNING] }) {\n      edges {\n        node {\n          ...JobFields\n          attempts\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ActiveJobs {\n    jobs(first: 20, filter: { states: [QUEUED, RUNNING] }) {\n      edges {\n        node {\n          ...JobFields\n          attempts\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegisterUser($input: RegisterUserInput!) {\n    registerUser(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RegisterUser($input: RegisterUserInput!) {\n    registerUser(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TransactionFields on Transaction {\n    id\n    bookedOn\n    description\n    counterparty\n    status\n    decidedBy\n    confidence\n    amount { amount currency }\n    account { id name }\n    category { id name(locale: $locale) }\n  }\n"): (typeof documents)["\n  fragment TransactionFields on Transaction {\n    id\n    bookedOn\n    description\n    counterparty\n    status\n    decidedBy\n    confidence\n    amount { amount currency }\n    account { id name }\n    category { id name(locale: $locale) }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Transactions($first: Int!, $after: String, $locale: String!) {\n    transactions(first: $first, after: $after) {\n      edges {\n        node { ...TransactionFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query Transactions($first: Int!, $after: String, $locale: String!) {\n    transactions(first: $first, after: $after) {\n      edges {\n        node { ...TransactionFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Categories($locale: String!) {\n    categories {\n      id\n      name(locale: $locale)\n      kind\n      parent { id name(locale: $locale) }\n    }\n  }\n"): (typeof documents)["\n  query Categories($locale: String!) {\n    categories {\n      id\n      name(locale: $locale)\n      kind\n      parent { id name(locale: $locale) }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BulkCategorise($input: BulkCategoriseInput!, $locale: String!) {\n    bulkCategorise(input: $input) {\n      results {\n        id\n        transaction { ...TransactionFields }\n        error { code message field }\n      }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation BulkCategorise($input: BulkCategoriseInput!, $locale: String!) {\n    bulkCategorise(input: $input) {\n      results {\n        id\n        transaction { ...TransactionFields }\n        error { code message field }\n      }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CategoriseTransaction($input: CategoriseTransactionInput!, $locale: String!) {\n    categoriseTransaction(input: $input) {\n      transaction { ...TransactionFields }\n      twinsChanged\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CategoriseTransaction($input: CategoriseTransactionInput!, $locale: String!) {\n    categoriseTransaction(input: $input) {\n      transaction { ...TransactionFields }\n      twinsChanged\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        method\n        headers { name value }\n      }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        method\n        headers { name value }\n      }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      job { ...JobFields }\n      document { id }\n      statementImport { id }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      job { ...JobFields }\n      document { id }\n      statementImport { id }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UploadOutcome($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on StatementImport {\n        id\n        linesTotal\n        linesNew\n        linesDuplicate\n        linesSuspicious\n        warnings { line message }\n      }\n      ... on Document {\n        id\n        kind\n        merchant\n        datedOn\n        total { amount currency }\n      }\n    }\n  }\n"): (typeof documents)["\n  query UploadOutcome($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on StatementImport {\n        id\n        linesTotal\n        linesNew\n        linesDuplicate\n        linesSuspicious\n        warnings { line message }\n      }\n      ... on Document {\n        id\n        kind\n        merchant\n        datedOn\n        total { amount currency }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession($input: RefreshSessionInput!) {\n    refreshSession(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshSession($input: RefreshSessionInput!) {\n    refreshSession(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut {\n      errors { code message field }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;