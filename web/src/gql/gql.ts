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
    "\n  query AuthorizationRequest($request: String!, $wordsIn: WordsIn!) {\n    authorizationRequest(request: $request, wordsIn: $wordsIn) {\n      appName\n      website\n      returnsTo\n      needsConsent\n      scopes { name words }\n    }\n    viewer { id email }\n  }\n": typeof types.AuthorizationRequestDocument,
    "\n  mutation ApproveAuthorization($input: DecideAuthorizationInput!) {\n    approveAuthorization(input: $input) {\n      redirectTo\n      errors { code message field }\n    }\n  }\n": typeof types.ApproveAuthorizationDocument,
    "\n  mutation DenyAuthorization($input: DecideAuthorizationInput!) {\n    denyAuthorization(input: $input) {\n      redirectTo\n      errors { code message field }\n    }\n  }\n": typeof types.DenyAuthorizationDocument,
    "\n  query ConnectedApps($wordsIn: WordsIn!) {\n    connectedApps(wordsIn: $wordsIn) {\n      id\n      appName\n      website\n      connectedAt\n      scopes { name words }\n    }\n  }\n": typeof types.ConnectedAppsDocument,
    "\n  mutation DisconnectApp($input: DisconnectAppInput!) {\n    disconnectApp(input: $input) {\n      errors { code message field }\n    }\n  }\n": typeof types.DisconnectAppDocument,
    "\n  fragment BankConnectionFields on BankConnection {\n    id\n    bank { code name }\n    status\n    consentStatus\n    consentExpiresAt\n    syncedAt\n    isStale\n    lastError\n    accounts { id name }\n  }\n": typeof types.BankConnectionFieldsFragmentDoc,
    "\n  query BankConnections {\n    banks { code name }\n    bankConnections { ...BankConnectionFields }\n  }\n": typeof types.BankConnectionsDocument,
    "\n  mutation ConnectBanks($input: ConnectBanksInput!) {\n    connectBanks(input: $input) {\n      connections { ...BankConnectionFields }\n      errors { code message field }\n    }\n  }\n": typeof types.ConnectBanksDocument,
    "\n  mutation RefreshConsents($input: RefreshConsentsInput!) {\n    refreshConsents(input: $input) {\n      connections { ...BankConnectionFields }\n      errors { code message field }\n    }\n  }\n": typeof types.RefreshConsentsDocument,
    "\n  mutation SyncBanks($input: SyncBanksInput!) {\n    syncBanks(input: $input) {\n      jobs { id }\n      errors { code message field }\n    }\n  }\n": typeof types.SyncBanksDocument,
    "\n  mutation DisconnectBank($input: DisconnectBankInput!) {\n    disconnectBank(input: $input) {\n      connection { ...BankConnectionFields }\n      bankProblems\n      errors { code message field }\n    }\n  }\n": typeof types.DisconnectBankDocument,
    "\n  fragment DocumentFields on Document {\n    id\n    filename\n    status\n    kind\n    merchant\n    datedOn\n    total { amount currency }\n    errorCode\n    errorMessage\n    payments {\n      id\n      status\n      amount { amount currency }\n      transaction { id bookedOn description counterparty }\n    }\n  }\n": typeof types.DocumentFieldsFragmentDoc,
    "\n  query Documents($first: Int!, $after: String) {\n    documents(first: $first, after: $after) {\n      edges {\n        node { ...DocumentFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.DocumentsDocument,
    "\n  query SearchDocuments($query: String!) {\n    searchDocuments(query: $query, first: 10) {\n      page\n      document { ...DocumentFields }\n      snippets { text isHighlighted }\n    }\n  }\n": typeof types.SearchDocumentsDocument,
    "\n  query DownloadUrl($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Document {\n        id\n        downloadUrl\n      }\n    }\n  }\n": typeof types.DownloadUrlDocument,
    "\n  mutation DecideDocumentMatch($input: DecideDocumentMatchInput!) {\n    decideDocumentMatch(input: $input) {\n      match { id status }\n      errors { code message field }\n    }\n  }\n": typeof types.DecideDocumentMatchDocument,
    "\n  query OutsideAccounts {\n    signInProviders { code name }\n    externalIdentities { id provider email linkedAt lastUsedAt }\n  }\n": typeof types.OutsideAccountsDocument,
    "\n  mutation UnlinkExternalIdentity($input: UnlinkExternalIdentityInput!) {\n    unlinkExternalIdentity(input: $input) {\n      errors { code message field }\n    }\n  }\n": typeof types.UnlinkExternalIdentityDocument,
    "\n  fragment Factors on SecondFactors {\n    kinds\n    totp { confirmedAt lastUsedAt }\n    passkeys { id name isBackedUp createdAt lastUsedAt }\n    recoveryCodesLeft\n    isRequired\n  }\n": typeof types.FactorsFragmentDoc,
    "\n  query MyFactors {\n    secondFactors { ...Factors }\n  }\n": typeof types.MyFactorsDocument,
    "\n  mutation StartTotp {\n    startTotp {\n      secret\n      uri\n      qrSvg\n      errors { code message field }\n    }\n  }\n": typeof types.StartTotpDocument,
    "\n  mutation ConfirmTotp($input: ConfirmTotpInput!) {\n    confirmTotp(input: $input) {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n": typeof types.ConfirmTotpDocument,
    "\n  mutation RemoveTotp {\n    removeTotp {\n      errors { code message field }\n    }\n  }\n": typeof types.RemoveTotpDocument,
    "\n  mutation StartPasskey {\n    startPasskey {\n      challenge\n      options\n      errors { code message field }\n    }\n  }\n": typeof types.StartPasskeyDocument,
    "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    addPasskey(input: $input) {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n": typeof types.AddPasskeyDocument,
    "\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    renamePasskey(input: $input) {\n      passkey { id name }\n      errors { code message field }\n    }\n  }\n": typeof types.RenamePasskeyDocument,
    "\n  mutation RemovePasskey($input: RemovePasskeyInput!) {\n    removePasskey(input: $input) {\n      errors { code message field }\n    }\n  }\n": typeof types.RemovePasskeyDocument,
    "\n  mutation RegenerateRecoveryCodes {\n    regenerateRecoveryCodes {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n": typeof types.RegenerateRecoveryCodesDocument,
    "\n  query LatestForecast {\n    forecasts(first: 1) {\n      edges {\n        node {\n          id\n          status\n          horizonDays\n          asOf\n          job { id }\n          series {\n            account { id name }\n            days {\n              day\n              p10 { amount currency }\n              p50 { amount currency }\n              p90 { amount currency }\n            }\n            recurring {\n              label\n              period\n              amount { amount currency }\n              nextDate\n            }\n            warnings\n          }\n        }\n      }\n    }\n  }\n": typeof types.LatestForecastDocument,
    "\n  mutation RequestForecast($input: RequestForecastInput!) {\n    requestForecast(input: $input) {\n      forecast { id }\n      job { id }\n      errors { code message field }\n    }\n  }\n": typeof types.RequestForecastDocument,
    "\n  fragment GrantFields on Grant {\n    id\n    kind\n    state\n    ownerEmail\n    email\n    accountIds\n    periodFrom\n    periodTo\n    expiresAt\n    reason\n    createdAt\n    acceptedAt\n    endedAt\n  }\n": typeof types.GrantFieldsFragmentDoc,
    "\n  query GivenGrants {\n    givenGrants { ...GrantFields }\n  }\n": typeof types.GivenGrantsDocument,
    "\n  query ReceivedGrants {\n    receivedGrants { ...GrantFields }\n  }\n": typeof types.ReceivedGrantsDocument,
    "\n  mutation InviteToBooks($input: InviteToBooksInput!) {\n    inviteToBooks(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n": typeof types.InviteToBooksDocument,
    "\n  mutation DecideGrant($input: DecideGrantInput!) {\n    decideGrant(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n": typeof types.DecideGrantDocument,
    "\n  mutation RevokeGrant($input: RevokeGrantInput!) {\n    revokeGrant(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n": typeof types.RevokeGrantDocument,
    "\n  query History($first: Int!, $after: String, $locale: String!, $filter: ActivityFilter) {\n    activity(first: $first, after: $after, filter: $filter) {\n      edges {\n        node {\n          id\n          sequence\n          at\n          action\n          doneBy\n          address\n          appName\n          details\n          place(locale: $locale) { city country }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.HistoryDocument,
    "\n  query Insights($first: Int!) {\n    insights(first: $first) {\n      edges {\n        node { ...InsightFields }\n      }\n      pageInfo { hasNextPage }\n    }\n    mutedInsights { kind mutedAt byPerson }\n  }\n\n  fragment InsightFields on Insight {\n    id\n    kind\n    action\n    topic\n    label\n    day\n    amount { amount currency }\n    usualAmount { amount currency }\n    chance\n  }\n": typeof types.InsightsDocument,
    "\n  mutation DismissInsight($input: DismissInsightInput!) {\n    dismissInsight(input: $input) {\n      muted { kind }\n      errors { code message field }\n    }\n  }\n": typeof types.DismissInsightDocument,
    "\n  mutation MuteInsights($input: MuteInsightsInput!) {\n    muteInsights(input: $input) {\n      errors { code message field }\n    }\n  }\n": typeof types.MuteInsightsDocument,
    "\n  mutation UnmuteInsights($input: UnmuteInsightsInput!) {\n    unmuteInsights(input: $input) {\n      errors { code message field }\n    }\n  }\n": typeof types.UnmuteInsightsDocument,
    "\n  fragment JobFields on Job {\n    id\n    name\n    state\n    progress\n    progressNote\n    errorCode\n    errorMessage\n  }\n": typeof types.JobFieldsFragmentDoc,
    "\n  query JobById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...JobFields\n    }\n  }\n": typeof types.JobByIdDocument,
    "\n  subscription JobProgressOf($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      ...JobFields\n    }\n  }\n": typeof types.JobProgressOfDocument,
    "\n  query ActiveJobs {\n    jobs(first: 20, filter: { states: [QUEUED, RUNNING] }) {\n      edges {\n        node {\n          ...JobFields\n          attempts\n        }\n      }\n    }\n  }\n": typeof types.ActiveJobsDocument,
    "\n  query Offers($locale: String!) {\n    marketplace {\n      offers {\n        id\n        title(locale: $locale)\n        summary(locale: $locale)\n        partner { id name kind about(locale: $locale) }\n        eligibility {\n          isEligible\n          isRefused\n          reasons { outcome text(locale: $locale) }\n        }\n      }\n    }\n  }\n": typeof types.OffersDocument,
    "\n  query Leads($locale: String!) {\n    leads {\n      id\n      status\n      consentText\n      consentedAt\n      withdrawnAt\n      handedOver { field value }\n      steps { status party at }\n      offer { id title(locale: $locale) partner { id name } }\n    }\n  }\n": typeof types.LeadsDocument,
    "\n  query LeadPreview($offerId: ID!) {\n    leadPreview(offerId: $offerId) {\n      digest\n      values { field value }\n    }\n  }\n": typeof types.LeadPreviewDocument,
    "\n  mutation RequestLead($input: RequestLeadInput!) {\n    requestLead(input: $input) {\n      lead { id status }\n      errors { code message field }\n    }\n  }\n": typeof types.RequestLeadDocument,
    "\n  mutation WithdrawLead($input: WithdrawLeadInput!) {\n    withdrawLead(input: $input) {\n      lead { id status }\n      errors { code message field }\n    }\n  }\n": typeof types.WithdrawLeadDocument,
    "\n  fragment NotificationFields on Notification {\n    id\n    kind\n    label\n    day\n    amount { amount currency }\n    path\n    createdAt\n    readAt\n  }\n": typeof types.NotificationFieldsFragmentDoc,
    "\n  query Notifications($first: Int!, $after: String) {\n    notifications(first: $first, after: $after) {\n      edges { node { ...NotificationFields } }\n      pageInfo { hasNextPage endCursor }\n    }\n    unreadNotifications\n  }\n": typeof types.NotificationsDocument,
    "\n  query UnreadNotifications { unreadNotifications }\n": typeof types.UnreadNotificationsDocument,
    "\n  subscription WatchUnread { unreadNotifications }\n": typeof types.WatchUnreadDocument,
    "\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      unread\n      errors { code message field }\n    }\n  }\n": typeof types.MarkNotificationsReadDocument,
    "\n  fragment NotificationSettingsFields on NotificationSettings {\n    choices { kind channels }\n    timeZone\n    quietHours { fromMinute untilMinute }\n    digest\n    digestHour\n    digestWeekday\n    showsDetails\n    pushKey\n    browsers\n  }\n": typeof types.NotificationSettingsFieldsFragmentDoc,
    "\n  query NotificationSettings { notificationSettings { ...NotificationSettingsFields } }\n": typeof types.NotificationSettingsDocument,
    "\n  mutation SetNotificationChoices($input: SetNotificationChoicesInput!) {\n    setNotificationChoices(input: $input) {\n      settings { ...NotificationSettingsFields }\n      errors { code message field }\n    }\n  }\n": typeof types.SetNotificationChoicesDocument,
    "\n  mutation SetNotificationTimes($input: SetNotificationTimesInput!) {\n    setNotificationTimes(input: $input) {\n      settings { ...NotificationSettingsFields }\n      errors { code message field }\n    }\n  }\n": typeof types.SetNotificationTimesDocument,
    "\n  mutation SubscribeToPush($input: SubscribeToPushInput!) {\n    subscribeToPush(input: $input) {\n      host\n      errors { code message field }\n    }\n  }\n": typeof types.SubscribeToPushDocument,
    "\n  mutation UnsubscribeFromPush($input: UnsubscribeFromPushInput!) {\n    unsubscribeFromPush(input: $input) {\n      wasSubscribed\n      errors { code message field }\n    }\n  }\n": typeof types.UnsubscribeFromPushDocument,
    "\n  fragment PayeeFields on Payee {\n    id\n    name\n    bankCode\n    number\n    createdAt\n  }\n": typeof types.PayeeFieldsFragmentDoc,
    "\n  query Payees($first: Int!, $after: String) {\n    payees(first: $first, after: $after) {\n      edges {\n        node { ...PayeeFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.PayeesDocument,
    "\n  query PayeeBanks {\n    banks { code name }\n  }\n": typeof types.PayeeBanksDocument,
    "\n  mutation AddPayee($input: AddPayeeInput!) {\n    addPayee(input: $input) {\n      payee { ...PayeeFields }\n      errors { code message field }\n    }\n  }\n": typeof types.AddPayeeDocument,
    "\n  mutation RemovePayee($input: RemovePayeeInput!) {\n    removePayee(input: $input) {\n      removedId\n      errors { code message field }\n    }\n  }\n": typeof types.RemovePayeeDocument,
    "\n  mutation StartPresence {\n    startPresence {\n      challenge { token kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n": typeof types.StartPresenceDocument,
    "\n  mutation ConfirmPresence($input: ConfirmPresenceInput!) {\n    confirmPresence(input: $input) {\n      presentUntil\n      errors { code message field }\n    }\n  }\n": typeof types.ConfirmPresenceDocument,
    "\n  query PrivacyState {\n    accountDeletion {\n      dueAt\n    }\n    dataExports(first: 1) {\n      edges {\n        node {\n          id\n          status\n          size\n          expiresAt\n          download {\n            url\n          }\n          job {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.PrivacyStateDocument,
    "\n  mutation ExportMyData($input: ExportMyDataInput!) {\n    exportMyData(input: $input) {\n      export {\n        id\n        job {\n          id\n        }\n      }\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.ExportMyDataDocument,
    "\n  mutation DeleteMyAccount($input: DeleteMyAccountInput!) {\n    deleteMyAccount(input: $input) {\n      deletion {\n        dueAt\n      }\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.DeleteMyAccountDocument,
    "\n  mutation KeepMyAccount {\n    keepMyAccount {\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.KeepMyAccountDocument,
    "\n  query IncomeReports {\n    incomeReports(first: 20) {\n      edges {\n        node {\n          id\n          status\n          period\n          startsOn\n          endsOn\n          currency\n          createdAt\n          expiresAt\n          verificationUrl\n          pdf { url }\n          workbook { url }\n          job { id }\n          figures {\n            income { confirmed { amount currency } }\n            profit { confirmed { amount currency } }\n            gaps { account first last }\n            unsorted\n          }\n        }\n      }\n    }\n    accounts(first: 100) {\n      edges { node { id currency } }\n    }\n    viewer { id baseCurrency }\n  }\n": typeof types.IncomeReportsDocument,
    "\n  mutation RequestIncomeReport($input: RequestIncomeReportInput!) {\n    requestIncomeReport(input: $input) {\n      incomeReport { id status job { id } }\n      errors { code message field }\n    }\n  }\n": typeof types.RequestIncomeReportDocument,
    "\n  mutation RevokeIncomeReport($input: RevokeIncomeReportInput!) {\n    revokeIncomeReport(input: $input) {\n      incomeReport { id status }\n      errors { code message field }\n    }\n  }\n": typeof types.RevokeIncomeReportDocument,
    "\n  query Sessions($locale: String!) {\n    sessions(first: 50, filter: { isOpen: true }) {\n      edges {\n        node {\n          id\n          browser\n          system\n          address\n          place(locale: $locale) { city country }\n          createdAt\n          lastUsedAt\n          isCurrent\n        }\n      }\n    }\n  }\n": typeof types.SessionsDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      errors { code message field }\n    }\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation SignOutEverywhere($input: SignOutEverywhereInput!) {\n    signOutEverywhere(input: $input) {\n      ended\n      errors { code message field }\n    }\n  }\n": typeof types.SignOutEverywhereDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      sessionsEnded\n      errors { code message field }\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation RequestEmailChange($input: RequestEmailChangeInput!) {\n    requestEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": typeof types.RequestEmailChangeDocument,
    "\n  mutation DeactivateUser($input: DeactivateUserInput!) {\n    deactivateUser(input: $input) {\n      errors { code message field }\n    }\n  }\n": typeof types.DeactivateUserDocument,
    "\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation RegisterUser($input: RegisterUserInput!) {\n    registerUser(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": typeof types.RegisterUserDocument,
    "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n": typeof types.VerifyEmailDocument,
    "\n  mutation ResendVerification($input: AskedByMailInput!) {\n    resendVerification(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": typeof types.ResendVerificationDocument,
    "\n  mutation RequestPasswordReset($input: AskedByMailInput!) {\n    requestPasswordReset(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": typeof types.RequestPasswordResetDocument,
    "\n  mutation RequestReactivation($input: AskedByMailInput!) {\n    requestReactivation(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": typeof types.RequestReactivationDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  mutation ConfirmEmailChange($input: EmailLinkInput!) {\n    confirmEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": typeof types.ConfirmEmailChangeDocument,
    "\n  mutation UndoEmailChange($input: EmailLinkInput!) {\n    undoEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": typeof types.UndoEmailChangeDocument,
    "\n  mutation ReactivateUser($input: ReactivateUserInput!) {\n    reactivateUser(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n": typeof types.ReactivateUserDocument,
    "\n  query SignInProviders {\n    signInProviders {\n      code\n      name\n    }\n  }\n": typeof types.SignInProvidersDocument,
    "\n  fragment TaxDeadlineFields on TaxDeadline {\n    key\n    kind\n    label\n    periodStart\n    periodEnd\n    statedOn\n    dueOn\n    source\n    doneOn\n    owed { amount currency }\n    paidBy {\n      bookedOn\n      amount { amount currency }\n    }\n  }\n": typeof types.TaxDeadlineFieldsFragmentDoc,
    "\n  query TaxDeadlines($profileId: ID!, $year: Int!) {\n    taxDeadlines(profileId: $profileId, year: $year) { ...TaxDeadlineFields }\n  }\n": typeof types.TaxDeadlinesDocument,
    "\n  mutation MarkTaxDeadline($input: MarkTaxDeadlineInput!) {\n    markTaxDeadline(input: $input) {\n      taxDeadline { ...TaxDeadlineFields }\n      errors { code message field }\n    }\n  }\n": typeof types.MarkTaxDeadlineDocument,
    "\n  query TaxReminders {\n    taxReminders\n  }\n": typeof types.TaxRemindersDocument,
    "\n  mutation SetTaxReminders($input: SetTaxRemindersInput!) {\n    setTaxReminders(input: $input) {\n      leadDays\n      errors { code message field }\n    }\n  }\n": typeof types.SetTaxRemindersDocument,
    "\n  query TaxCalendar {\n    taxCalendar { leadDays createdAt }\n  }\n": typeof types.TaxCalendarDocument,
    "\n  mutation MakeTaxCalendar($input: MakeTaxCalendarInput!) {\n    makeTaxCalendar(input: $input) {\n      url\n      taxCalendar { leadDays createdAt }\n      errors { code message field }\n    }\n  }\n": typeof types.MakeTaxCalendarDocument,
    "\n  mutation RevokeTaxCalendar {\n    revokeTaxCalendar {\n      errors { code message field }\n    }\n  }\n": typeof types.RevokeTaxCalendarDocument,
    "\n  fragment TaxFigureFields on TaxFigure {\n    key\n    value\n    validFrom\n    validTo\n    source\n  }\n": typeof types.TaxFigureFieldsFragmentDoc,
    "\n  fragment TaxNoteFields on TaxNote {\n    key\n    text\n    values { name value }\n  }\n": typeof types.TaxNoteFieldsFragmentDoc,
    "\n  query TaxEstimate($profileId: ID!, $day: Date, $locale: String!) {\n    taxEstimate(profileId: $profileId, day: $day) {\n      year\n      start\n      end\n      asOf\n      soFar { amount currency }\n      expected { amount currency }\n      range {\n        low { amount currency }\n        high { amount currency }\n      }\n      paid { amount currency }\n      setAside { amount currency }\n      lines {\n        rule\n        label\n        kind\n        amount { amount currency }\n        inputs { name value }\n        figures { ...TaxFigureFields }\n      }\n      instalments {\n        key\n        label\n        amount { amount currency }\n        dueOn\n      }\n      limits {\n        label\n        figure { ...TaxFigureFields }\n        used { amount currency }\n        isExceeded\n        crossedOn\n        crossingChance\n      }\n      isOnProfit\n      deductions {\n        category { id name(locale: $locale) }\n        spent { amount currency }\n        share\n        limit { ...TaxFigureFields }\n        counted { amount currency }\n      }\n      notes { ...TaxNoteFields }\n      gaps { ...TaxNoteFields }\n    }\n  }\n": typeof types.TaxEstimateDocument,
    "\n  query TaxToSetAside($profileId: ID!, $day: Date) {\n    taxEstimate(profileId: $profileId, day: $day) {\n      year\n      setAside { amount currency }\n      gaps { key }\n    }\n  }\n": typeof types.TaxToSetAsideDocument,
    "\n  mutation SetBusinessShare($input: SetBusinessShareInput!) {\n    setBusinessShare(input: $input) {\n      errors { code message field }\n    }\n  }\n": typeof types.SetBusinessShareDocument,
    "\n  fragment TaxProfileFields on TaxProfile {\n    id\n    country\n    regime\n    region\n    startsOn\n    endsOn\n    vat\n    facts { name value }\n    taxIds { kind ending }\n  }\n": typeof types.TaxProfileFieldsFragmentDoc,
    "\n  query TaxProfiles {\n    taxProfiles(first: 50) {\n      edges {\n        node { ...TaxProfileFields }\n      }\n    }\n  }\n": typeof types.TaxProfilesDocument,
    "\n  query TaxCountries {\n    taxCountries {\n      code\n      name\n      currency\n      regions\n      taxIdKinds\n      regimes {\n        key\n        name\n        facts { name kind description choices }\n      }\n    }\n  }\n": typeof types.TaxCountriesDocument,
    "\n  mutation CreateTaxProfile($input: CreateTaxProfileInput!) {\n    createTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n": typeof types.CreateTaxProfileDocument,
    "\n  mutation UpdateTaxProfile($input: UpdateTaxProfileInput!) {\n    updateTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n": typeof types.UpdateTaxProfileDocument,
    "\n  mutation EndTaxProfile($input: EndTaxProfileInput!) {\n    endTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n": typeof types.EndTaxProfileDocument,
    "\n  fragment TransactionFields on Transaction {\n    id\n    bookedOn\n    description\n    counterparty\n    status\n    decidedBy\n    confidence\n    amount { amount currency }\n    account { id name }\n    category { id name(locale: $locale) }\n  }\n": typeof types.TransactionFieldsFragmentDoc,
    "\n  query Transactions($first: Int!, $after: String, $locale: String!) {\n    transactions(first: $first, after: $after) {\n      edges {\n        node { ...TransactionFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.TransactionsDocument,
    "\n  query Categories($locale: String!) {\n    categories {\n      id\n      name(locale: $locale)\n      kind\n      parent { id name(locale: $locale) }\n    }\n  }\n": typeof types.CategoriesDocument,
    "\n  mutation BulkCategorise($input: BulkCategoriseInput!, $locale: String!) {\n    bulkCategorise(input: $input) {\n      results {\n        id\n        transaction { ...TransactionFields }\n        error { code message field }\n      }\n      errors { code message field }\n    }\n  }\n": typeof types.BulkCategoriseDocument,
    "\n  mutation CategoriseTransaction($input: CategoriseTransactionInput!, $locale: String!) {\n    categoriseTransaction(input: $input) {\n      transaction { ...TransactionFields }\n      twinsChanged\n      errors { code message field }\n    }\n  }\n": typeof types.CategoriseTransactionDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        method\n        headers { name value }\n      }\n      errors { code message field }\n    }\n  }\n": typeof types.CreateUploadDocument,
    "\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      job { ...JobFields }\n      document { id }\n      statementImport { id }\n      errors { code message field }\n    }\n  }\n": typeof types.CompleteUploadDocument,
    "\n  query UploadOutcome($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on StatementImport {\n        id\n        linesTotal\n        linesNew\n        linesDuplicate\n        linesSuspicious\n        warnings { line message }\n      }\n      ... on Document {\n        id\n        kind\n        merchant\n        datedOn\n        total { amount currency }\n      }\n    }\n  }\n": typeof types.UploadOutcomeDocument,
    "\n  fragment WebhookFields on Webhook {\n    id\n    url\n    description\n    appName\n    kinds\n    payloadQuery\n    status\n    disabledReason\n    failingSince\n    previousSecretUntil\n    createdAt\n  }\n": typeof types.WebhookFieldsFragmentDoc,
    "\n  query Webhooks {\n    webhooks(first: 100) { edges { node { ...WebhookFields } } }\n  }\n": typeof types.WebhooksDocument,
    "\n  query WebhookDeliveries($first: Int!, $after: String, $filter: WebhookDeliveryFilter) {\n    webhookDeliveries(first: $first, after: $after, filter: $filter) {\n      edges {\n        node {\n          id\n          kind\n          messageId\n          state\n          isRepeat\n          attempts\n          nextAttemptAt\n          statusCode\n          durationMs\n          error\n          answer\n          createdAt\n          webhook { id url }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.WebhookDeliveriesDocument,
    "\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook { ...WebhookFields }\n      secret\n      errors { code message field }\n    }\n  }\n": typeof types.CreateWebhookDocument,
    "\n  mutation UpdateWebhook($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook { ...WebhookFields }\n      errors { code message field }\n    }\n  }\n": typeof types.UpdateWebhookDocument,
    "\n  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n    rotateWebhookSecret(input: $input) {\n      webhook { ...WebhookFields }\n      secret\n      errors { code message field }\n    }\n  }\n": typeof types.RotateWebhookSecretDocument,
    "\n  mutation DeleteWebhook($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      errors { code message field }\n    }\n  }\n": typeof types.DeleteWebhookDocument,
    "\n  mutation SendTestWebhook($input: SendTestWebhookInput!) {\n    sendTestWebhook(input: $input) {\n      delivery { id state }\n      errors { code message field }\n    }\n  }\n": typeof types.SendTestWebhookDocument,
    "\n  mutation RedeliverWebhook($input: RedeliverWebhookInput!) {\n    redeliverWebhook(input: $input) {\n      delivery { id state }\n      errors { code message field }\n    }\n  }\n": typeof types.RedeliverWebhookDocument,
    "\n  mutation BeginExternalSignIn($input: BeginExternalSignInInput!) {\n    beginExternalSignIn(input: $input) {\n      redirectTo\n      browserSecret\n      errors { code message field }\n    }\n  }\n": typeof types.BeginExternalSignInDocument,
    "\n  mutation CompleteExternalSignIn($input: CompleteExternalSignInInput!) {\n    completeExternalSignIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n": typeof types.CompleteExternalSignInDocument,
    "\n  mutation LinkExternalIdentity($input: LinkExternalIdentityInput!) {\n    linkExternalIdentity(input: $input) {\n      redirectTo\n      browserSecret\n      errors { code message field }\n    }\n  }\n": typeof types.LinkExternalIdentityDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    completeSignIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      errors { code message field }\n    }\n  }\n": typeof types.CompleteSignInDocument,
    "\n  mutation RefreshSession($input: RefreshSessionInput!) {\n    refreshSession(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      errors { code message field }\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n": typeof types.StartPasskeySignInDocument,
    "\n  mutation SignInWithPasskey($input: SignInWithPasskeyInput!) {\n    signInWithPasskey(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      errors { code message field }\n    }\n  }\n": typeof types.SignInWithPasskeyDocument,
};
const documents: Documents = {
    "\n  query Accounts {\n    accounts(first: 50) {\n      edges {\n        node {\n          id\n          name\n          kind\n          institution\n          number\n          balanceOn\n          balance { amount currency }\n        }\n      }\n    }\n  }\n": types.AccountsDocument,
    "\n  query AuthorizationRequest($request: String!, $wordsIn: WordsIn!) {\n    authorizationRequest(request: $request, wordsIn: $wordsIn) {\n      appName\n      website\n      returnsTo\n      needsConsent\n      scopes { name words }\n    }\n    viewer { id email }\n  }\n": types.AuthorizationRequestDocument,
    "\n  mutation ApproveAuthorization($input: DecideAuthorizationInput!) {\n    approveAuthorization(input: $input) {\n      redirectTo\n      errors { code message field }\n    }\n  }\n": types.ApproveAuthorizationDocument,
    "\n  mutation DenyAuthorization($input: DecideAuthorizationInput!) {\n    denyAuthorization(input: $input) {\n      redirectTo\n      errors { code message field }\n    }\n  }\n": types.DenyAuthorizationDocument,
    "\n  query ConnectedApps($wordsIn: WordsIn!) {\n    connectedApps(wordsIn: $wordsIn) {\n      id\n      appName\n      website\n      connectedAt\n      scopes { name words }\n    }\n  }\n": types.ConnectedAppsDocument,
    "\n  mutation DisconnectApp($input: DisconnectAppInput!) {\n    disconnectApp(input: $input) {\n      errors { code message field }\n    }\n  }\n": types.DisconnectAppDocument,
    "\n  fragment BankConnectionFields on BankConnection {\n    id\n    bank { code name }\n    status\n    consentStatus\n    consentExpiresAt\n    syncedAt\n    isStale\n    lastError\n    accounts { id name }\n  }\n": types.BankConnectionFieldsFragmentDoc,
    "\n  query BankConnections {\n    banks { code name }\n    bankConnections { ...BankConnectionFields }\n  }\n": types.BankConnectionsDocument,
    "\n  mutation ConnectBanks($input: ConnectBanksInput!) {\n    connectBanks(input: $input) {\n      connections { ...BankConnectionFields }\n      errors { code message field }\n    }\n  }\n": types.ConnectBanksDocument,
    "\n  mutation RefreshConsents($input: RefreshConsentsInput!) {\n    refreshConsents(input: $input) {\n      connections { ...BankConnectionFields }\n      errors { code message field }\n    }\n  }\n": types.RefreshConsentsDocument,
    "\n  mutation SyncBanks($input: SyncBanksInput!) {\n    syncBanks(input: $input) {\n      jobs { id }\n      errors { code message field }\n    }\n  }\n": types.SyncBanksDocument,
    "\n  mutation DisconnectBank($input: DisconnectBankInput!) {\n    disconnectBank(input: $input) {\n      connection { ...BankConnectionFields }\n      bankProblems\n      errors { code message field }\n    }\n  }\n": types.DisconnectBankDocument,
    "\n  fragment DocumentFields on Document {\n    id\n    filename\n    status\n    kind\n    merchant\n    datedOn\n    total { amount currency }\n    errorCode\n    errorMessage\n    payments {\n      id\n      status\n      amount { amount currency }\n      transaction { id bookedOn description counterparty }\n    }\n  }\n": types.DocumentFieldsFragmentDoc,
    "\n  query Documents($first: Int!, $after: String) {\n    documents(first: $first, after: $after) {\n      edges {\n        node { ...DocumentFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.DocumentsDocument,
    "\n  query SearchDocuments($query: String!) {\n    searchDocuments(query: $query, first: 10) {\n      page\n      document { ...DocumentFields }\n      snippets { text isHighlighted }\n    }\n  }\n": types.SearchDocumentsDocument,
    "\n  query DownloadUrl($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on Document {\n        id\n        downloadUrl\n      }\n    }\n  }\n": types.DownloadUrlDocument,
    "\n  mutation DecideDocumentMatch($input: DecideDocumentMatchInput!) {\n    decideDocumentMatch(input: $input) {\n      match { id status }\n      errors { code message field }\n    }\n  }\n": types.DecideDocumentMatchDocument,
    "\n  query OutsideAccounts {\n    signInProviders { code name }\n    externalIdentities { id provider email linkedAt lastUsedAt }\n  }\n": types.OutsideAccountsDocument,
    "\n  mutation UnlinkExternalIdentity($input: UnlinkExternalIdentityInput!) {\n    unlinkExternalIdentity(input: $input) {\n      errors { code message field }\n    }\n  }\n": types.UnlinkExternalIdentityDocument,
    "\n  fragment Factors on SecondFactors {\n    kinds\n    totp { confirmedAt lastUsedAt }\n    passkeys { id name isBackedUp createdAt lastUsedAt }\n    recoveryCodesLeft\n    isRequired\n  }\n": types.FactorsFragmentDoc,
    "\n  query MyFactors {\n    secondFactors { ...Factors }\n  }\n": types.MyFactorsDocument,
    "\n  mutation StartTotp {\n    startTotp {\n      secret\n      uri\n      qrSvg\n      errors { code message field }\n    }\n  }\n": types.StartTotpDocument,
    "\n  mutation ConfirmTotp($input: ConfirmTotpInput!) {\n    confirmTotp(input: $input) {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n": types.ConfirmTotpDocument,
    "\n  mutation RemoveTotp {\n    removeTotp {\n      errors { code message field }\n    }\n  }\n": types.RemoveTotpDocument,
    "\n  mutation StartPasskey {\n    startPasskey {\n      challenge\n      options\n      errors { code message field }\n    }\n  }\n": types.StartPasskeyDocument,
    "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    addPasskey(input: $input) {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n": types.AddPasskeyDocument,
    "\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    renamePasskey(input: $input) {\n      passkey { id name }\n      errors { code message field }\n    }\n  }\n": types.RenamePasskeyDocument,
    "\n  mutation RemovePasskey($input: RemovePasskeyInput!) {\n    removePasskey(input: $input) {\n      errors { code message field }\n    }\n  }\n": types.RemovePasskeyDocument,
    "\n  mutation RegenerateRecoveryCodes {\n    regenerateRecoveryCodes {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n": types.RegenerateRecoveryCodesDocument,
    "\n  query LatestForecast {\n    forecasts(first: 1) {\n      edges {\n        node {\n          id\n          status\n          horizonDays\n          asOf\n          job { id }\n          series {\n            account { id name }\n            days {\n              day\n              p10 { amount currency }\n              p50 { amount currency }\n              p90 { amount currency }\n            }\n            recurring {\n              label\n              period\n              amount { amount currency }\n              nextDate\n            }\n            warnings\n          }\n        }\n      }\n    }\n  }\n": types.LatestForecastDocument,
    "\n  mutation RequestForecast($input: RequestForecastInput!) {\n    requestForecast(input: $input) {\n      forecast { id }\n      job { id }\n      errors { code message field }\n    }\n  }\n": types.RequestForecastDocument,
    "\n  fragment GrantFields on Grant {\n    id\n    kind\n    state\n    ownerEmail\n    email\n    accountIds\n    periodFrom\n    periodTo\n    expiresAt\n    reason\n    createdAt\n    acceptedAt\n    endedAt\n  }\n": types.GrantFieldsFragmentDoc,
    "\n  query GivenGrants {\n    givenGrants { ...GrantFields }\n  }\n": types.GivenGrantsDocument,
    "\n  query ReceivedGrants {\n    receivedGrants { ...GrantFields }\n  }\n": types.ReceivedGrantsDocument,
    "\n  mutation InviteToBooks($input: InviteToBooksInput!) {\n    inviteToBooks(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n": types.InviteToBooksDocument,
    "\n  mutation DecideGrant($input: DecideGrantInput!) {\n    decideGrant(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n": types.DecideGrantDocument,
    "\n  mutation RevokeGrant($input: RevokeGrantInput!) {\n    revokeGrant(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n": types.RevokeGrantDocument,
    "\n  query History($first: Int!, $after: String, $locale: String!, $filter: ActivityFilter) {\n    activity(first: $first, after: $after, filter: $filter) {\n      edges {\n        node {\n          id\n          sequence\n          at\n          action\n          doneBy\n          address\n          appName\n          details\n          place(locale: $locale) { city country }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.HistoryDocument,
    "\n  query Insights($first: Int!) {\n    insights(first: $first) {\n      edges {\n        node { ...InsightFields }\n      }\n      pageInfo { hasNextPage }\n    }\n    mutedInsights { kind mutedAt byPerson }\n  }\n\n  fragment InsightFields on Insight {\n    id\n    kind\n    action\n    topic\n    label\n    day\n    amount { amount currency }\n    usualAmount { amount currency }\n    chance\n  }\n": types.InsightsDocument,
    "\n  mutation DismissInsight($input: DismissInsightInput!) {\n    dismissInsight(input: $input) {\n      muted { kind }\n      errors { code message field }\n    }\n  }\n": types.DismissInsightDocument,
    "\n  mutation MuteInsights($input: MuteInsightsInput!) {\n    muteInsights(input: $input) {\n      errors { code message field }\n    }\n  }\n": types.MuteInsightsDocument,
    "\n  mutation UnmuteInsights($input: UnmuteInsightsInput!) {\n    unmuteInsights(input: $input) {\n      errors { code message field }\n    }\n  }\n": types.UnmuteInsightsDocument,
    "\n  fragment JobFields on Job {\n    id\n    name\n    state\n    progress\n    progressNote\n    errorCode\n    errorMessage\n  }\n": types.JobFieldsFragmentDoc,
    "\n  query JobById($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...JobFields\n    }\n  }\n": types.JobByIdDocument,
    "\n  subscription JobProgressOf($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      ...JobFields\n    }\n  }\n": types.JobProgressOfDocument,
    "\n  query ActiveJobs {\n    jobs(first: 20, filter: { states: [QUEUED, RUNNING] }) {\n      edges {\n        node {\n          ...JobFields\n          attempts\n        }\n      }\n    }\n  }\n": types.ActiveJobsDocument,
    "\n  query Offers($locale: String!) {\n    marketplace {\n      offers {\n        id\n        title(locale: $locale)\n        summary(locale: $locale)\n        partner { id name kind about(locale: $locale) }\n        eligibility {\n          isEligible\n          isRefused\n          reasons { outcome text(locale: $locale) }\n        }\n      }\n    }\n  }\n": types.OffersDocument,
    "\n  query Leads($locale: String!) {\n    leads {\n      id\n      status\n      consentText\n      consentedAt\n      withdrawnAt\n      handedOver { field value }\n      steps { status party at }\n      offer { id title(locale: $locale) partner { id name } }\n    }\n  }\n": types.LeadsDocument,
    "\n  query LeadPreview($offerId: ID!) {\n    leadPreview(offerId: $offerId) {\n      digest\n      values { field value }\n    }\n  }\n": types.LeadPreviewDocument,
    "\n  mutation RequestLead($input: RequestLeadInput!) {\n    requestLead(input: $input) {\n      lead { id status }\n      errors { code message field }\n    }\n  }\n": types.RequestLeadDocument,
    "\n  mutation WithdrawLead($input: WithdrawLeadInput!) {\n    withdrawLead(input: $input) {\n      lead { id status }\n      errors { code message field }\n    }\n  }\n": types.WithdrawLeadDocument,
    "\n  fragment NotificationFields on Notification {\n    id\n    kind\n    label\n    day\n    amount { amount currency }\n    path\n    createdAt\n    readAt\n  }\n": types.NotificationFieldsFragmentDoc,
    "\n  query Notifications($first: Int!, $after: String) {\n    notifications(first: $first, after: $after) {\n      edges { node { ...NotificationFields } }\n      pageInfo { hasNextPage endCursor }\n    }\n    unreadNotifications\n  }\n": types.NotificationsDocument,
    "\n  query UnreadNotifications { unreadNotifications }\n": types.UnreadNotificationsDocument,
    "\n  subscription WatchUnread { unreadNotifications }\n": types.WatchUnreadDocument,
    "\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      unread\n      errors { code message field }\n    }\n  }\n": types.MarkNotificationsReadDocument,
    "\n  fragment NotificationSettingsFields on NotificationSettings {\n    choices { kind channels }\n    timeZone\n    quietHours { fromMinute untilMinute }\n    digest\n    digestHour\n    digestWeekday\n    showsDetails\n    pushKey\n    browsers\n  }\n": types.NotificationSettingsFieldsFragmentDoc,
    "\n  query NotificationSettings { notificationSettings { ...NotificationSettingsFields } }\n": types.NotificationSettingsDocument,
    "\n  mutation SetNotificationChoices($input: SetNotificationChoicesInput!) {\n    setNotificationChoices(input: $input) {\n      settings { ...NotificationSettingsFields }\n      errors { code message field }\n    }\n  }\n": types.SetNotificationChoicesDocument,
    "\n  mutation SetNotificationTimes($input: SetNotificationTimesInput!) {\n    setNotificationTimes(input: $input) {\n      settings { ...NotificationSettingsFields }\n      errors { code message field }\n    }\n  }\n": types.SetNotificationTimesDocument,
    "\n  mutation SubscribeToPush($input: SubscribeToPushInput!) {\n    subscribeToPush(input: $input) {\n      host\n      errors { code message field }\n    }\n  }\n": types.SubscribeToPushDocument,
    "\n  mutation UnsubscribeFromPush($input: UnsubscribeFromPushInput!) {\n    unsubscribeFromPush(input: $input) {\n      wasSubscribed\n      errors { code message field }\n    }\n  }\n": types.UnsubscribeFromPushDocument,
    "\n  fragment PayeeFields on Payee {\n    id\n    name\n    bankCode\n    number\n    createdAt\n  }\n": types.PayeeFieldsFragmentDoc,
    "\n  query Payees($first: Int!, $after: String) {\n    payees(first: $first, after: $after) {\n      edges {\n        node { ...PayeeFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.PayeesDocument,
    "\n  query PayeeBanks {\n    banks { code name }\n  }\n": types.PayeeBanksDocument,
    "\n  mutation AddPayee($input: AddPayeeInput!) {\n    addPayee(input: $input) {\n      payee { ...PayeeFields }\n      errors { code message field }\n    }\n  }\n": types.AddPayeeDocument,
    "\n  mutation RemovePayee($input: RemovePayeeInput!) {\n    removePayee(input: $input) {\n      removedId\n      errors { code message field }\n    }\n  }\n": types.RemovePayeeDocument,
    "\n  mutation StartPresence {\n    startPresence {\n      challenge { token kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n": types.StartPresenceDocument,
    "\n  mutation ConfirmPresence($input: ConfirmPresenceInput!) {\n    confirmPresence(input: $input) {\n      presentUntil\n      errors { code message field }\n    }\n  }\n": types.ConfirmPresenceDocument,
    "\n  query PrivacyState {\n    accountDeletion {\n      dueAt\n    }\n    dataExports(first: 1) {\n      edges {\n        node {\n          id\n          status\n          size\n          expiresAt\n          download {\n            url\n          }\n          job {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.PrivacyStateDocument,
    "\n  mutation ExportMyData($input: ExportMyDataInput!) {\n    exportMyData(input: $input) {\n      export {\n        id\n        job {\n          id\n        }\n      }\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.ExportMyDataDocument,
    "\n  mutation DeleteMyAccount($input: DeleteMyAccountInput!) {\n    deleteMyAccount(input: $input) {\n      deletion {\n        dueAt\n      }\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.DeleteMyAccountDocument,
    "\n  mutation KeepMyAccount {\n    keepMyAccount {\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.KeepMyAccountDocument,
    "\n  query IncomeReports {\n    incomeReports(first: 20) {\n      edges {\n        node {\n          id\n          status\n          period\n          startsOn\n          endsOn\n          currency\n          createdAt\n          expiresAt\n          verificationUrl\n          pdf { url }\n          workbook { url }\n          job { id }\n          figures {\n            income { confirmed { amount currency } }\n            profit { confirmed { amount currency } }\n            gaps { account first last }\n            unsorted\n          }\n        }\n      }\n    }\n    accounts(first: 100) {\n      edges { node { id currency } }\n    }\n    viewer { id baseCurrency }\n  }\n": types.IncomeReportsDocument,
    "\n  mutation RequestIncomeReport($input: RequestIncomeReportInput!) {\n    requestIncomeReport(input: $input) {\n      incomeReport { id status job { id } }\n      errors { code message field }\n    }\n  }\n": types.RequestIncomeReportDocument,
    "\n  mutation RevokeIncomeReport($input: RevokeIncomeReportInput!) {\n    revokeIncomeReport(input: $input) {\n      incomeReport { id status }\n      errors { code message field }\n    }\n  }\n": types.RevokeIncomeReportDocument,
    "\n  query Sessions($locale: String!) {\n    sessions(first: 50, filter: { isOpen: true }) {\n      edges {\n        node {\n          id\n          browser\n          system\n          address\n          place(locale: $locale) { city country }\n          createdAt\n          lastUsedAt\n          isCurrent\n        }\n      }\n    }\n  }\n": types.SessionsDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      errors { code message field }\n    }\n  }\n": types.EndSessionDocument,
    "\n  mutation SignOutEverywhere($input: SignOutEverywhereInput!) {\n    signOutEverywhere(input: $input) {\n      ended\n      errors { code message field }\n    }\n  }\n": types.SignOutEverywhereDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      sessionsEnded\n      errors { code message field }\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation RequestEmailChange($input: RequestEmailChangeInput!) {\n    requestEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": types.RequestEmailChangeDocument,
    "\n  mutation DeactivateUser($input: DeactivateUserInput!) {\n    deactivateUser(input: $input) {\n      errors { code message field }\n    }\n  }\n": types.DeactivateUserDocument,
    "\n  query Viewer {\n    viewer {\n      id\n      email\n      displayName\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation RegisterUser($input: RegisterUserInput!) {\n    registerUser(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": types.RegisterUserDocument,
    "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n": types.VerifyEmailDocument,
    "\n  mutation ResendVerification($input: AskedByMailInput!) {\n    resendVerification(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": types.ResendVerificationDocument,
    "\n  mutation RequestPasswordReset($input: AskedByMailInput!) {\n    requestPasswordReset(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": types.RequestPasswordResetDocument,
    "\n  mutation RequestReactivation($input: AskedByMailInput!) {\n    requestReactivation(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": types.RequestReactivationDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": types.ResetPasswordDocument,
    "\n  mutation ConfirmEmailChange($input: EmailLinkInput!) {\n    confirmEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": types.ConfirmEmailChangeDocument,
    "\n  mutation UndoEmailChange($input: EmailLinkInput!) {\n    undoEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n": types.UndoEmailChangeDocument,
    "\n  mutation ReactivateUser($input: ReactivateUserInput!) {\n    reactivateUser(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n": types.ReactivateUserDocument,
    "\n  query SignInProviders {\n    signInProviders {\n      code\n      name\n    }\n  }\n": types.SignInProvidersDocument,
    "\n  fragment TaxDeadlineFields on TaxDeadline {\n    key\n    kind\n    label\n    periodStart\n    periodEnd\n    statedOn\n    dueOn\n    source\n    doneOn\n    owed { amount currency }\n    paidBy {\n      bookedOn\n      amount { amount currency }\n    }\n  }\n": types.TaxDeadlineFieldsFragmentDoc,
    "\n  query TaxDeadlines($profileId: ID!, $year: Int!) {\n    taxDeadlines(profileId: $profileId, year: $year) { ...TaxDeadlineFields }\n  }\n": types.TaxDeadlinesDocument,
    "\n  mutation MarkTaxDeadline($input: MarkTaxDeadlineInput!) {\n    markTaxDeadline(input: $input) {\n      taxDeadline { ...TaxDeadlineFields }\n      errors { code message field }\n    }\n  }\n": types.MarkTaxDeadlineDocument,
    "\n  query TaxReminders {\n    taxReminders\n  }\n": types.TaxRemindersDocument,
    "\n  mutation SetTaxReminders($input: SetTaxRemindersInput!) {\n    setTaxReminders(input: $input) {\n      leadDays\n      errors { code message field }\n    }\n  }\n": types.SetTaxRemindersDocument,
    "\n  query TaxCalendar {\n    taxCalendar { leadDays createdAt }\n  }\n": types.TaxCalendarDocument,
    "\n  mutation MakeTaxCalendar($input: MakeTaxCalendarInput!) {\n    makeTaxCalendar(input: $input) {\n      url\n      taxCalendar { leadDays createdAt }\n      errors { code message field }\n    }\n  }\n": types.MakeTaxCalendarDocument,
    "\n  mutation RevokeTaxCalendar {\n    revokeTaxCalendar {\n      errors { code message field }\n    }\n  }\n": types.RevokeTaxCalendarDocument,
    "\n  fragment TaxFigureFields on TaxFigure {\n    key\n    value\n    validFrom\n    validTo\n    source\n  }\n": types.TaxFigureFieldsFragmentDoc,
    "\n  fragment TaxNoteFields on TaxNote {\n    key\n    text\n    values { name value }\n  }\n": types.TaxNoteFieldsFragmentDoc,
    "\n  query TaxEstimate($profileId: ID!, $day: Date, $locale: String!) {\n    taxEstimate(profileId: $profileId, day: $day) {\n      year\n      start\n      end\n      asOf\n      soFar { amount currency }\n      expected { amount currency }\n      range {\n        low { amount currency }\n        high { amount currency }\n      }\n      paid { amount currency }\n      setAside { amount currency }\n      lines {\n        rule\n        label\n        kind\n        amount { amount currency }\n        inputs { name value }\n        figures { ...TaxFigureFields }\n      }\n      instalments {\n        key\n        label\n        amount { amount currency }\n        dueOn\n      }\n      limits {\n        label\n        figure { ...TaxFigureFields }\n        used { amount currency }\n        isExceeded\n        crossedOn\n        crossingChance\n      }\n      isOnProfit\n      deductions {\n        category { id name(locale: $locale) }\n        spent { amount currency }\n        share\n        limit { ...TaxFigureFields }\n        counted { amount currency }\n      }\n      notes { ...TaxNoteFields }\n      gaps { ...TaxNoteFields }\n    }\n  }\n": types.TaxEstimateDocument,
    "\n  query TaxToSetAside($profileId: ID!, $day: Date) {\n    taxEstimate(profileId: $profileId, day: $day) {\n      year\n      setAside { amount currency }\n      gaps { key }\n    }\n  }\n": types.TaxToSetAsideDocument,
    "\n  mutation SetBusinessShare($input: SetBusinessShareInput!) {\n    setBusinessShare(input: $input) {\n      errors { code message field }\n    }\n  }\n": types.SetBusinessShareDocument,
    "\n  fragment TaxProfileFields on TaxProfile {\n    id\n    country\n    regime\n    region\n    startsOn\n    endsOn\n    vat\n    facts { name value }\n    taxIds { kind ending }\n  }\n": types.TaxProfileFieldsFragmentDoc,
    "\n  query TaxProfiles {\n    taxProfiles(first: 50) {\n      edges {\n        node { ...TaxProfileFields }\n      }\n    }\n  }\n": types.TaxProfilesDocument,
    "\n  query TaxCountries {\n    taxCountries {\n      code\n      name\n      currency\n      regions\n      taxIdKinds\n      regimes {\n        key\n        name\n        facts { name kind description choices }\n      }\n    }\n  }\n": types.TaxCountriesDocument,
    "\n  mutation CreateTaxProfile($input: CreateTaxProfileInput!) {\n    createTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n": types.CreateTaxProfileDocument,
    "\n  mutation UpdateTaxProfile($input: UpdateTaxProfileInput!) {\n    updateTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n": types.UpdateTaxProfileDocument,
    "\n  mutation EndTaxProfile($input: EndTaxProfileInput!) {\n    endTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n": types.EndTaxProfileDocument,
    "\n  fragment TransactionFields on Transaction {\n    id\n    bookedOn\n    description\n    counterparty\n    status\n    decidedBy\n    confidence\n    amount { amount currency }\n    account { id name }\n    category { id name(locale: $locale) }\n  }\n": types.TransactionFieldsFragmentDoc,
    "\n  query Transactions($first: Int!, $after: String, $locale: String!) {\n    transactions(first: $first, after: $after) {\n      edges {\n        node { ...TransactionFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.TransactionsDocument,
    "\n  query Categories($locale: String!) {\n    categories {\n      id\n      name(locale: $locale)\n      kind\n      parent { id name(locale: $locale) }\n    }\n  }\n": types.CategoriesDocument,
    "\n  mutation BulkCategorise($input: BulkCategoriseInput!, $locale: String!) {\n    bulkCategorise(input: $input) {\n      results {\n        id\n        transaction { ...TransactionFields }\n        error { code message field }\n      }\n      errors { code message field }\n    }\n  }\n": types.BulkCategoriseDocument,
    "\n  mutation CategoriseTransaction($input: CategoriseTransactionInput!, $locale: String!) {\n    categoriseTransaction(input: $input) {\n      transaction { ...TransactionFields }\n      twinsChanged\n      errors { code message field }\n    }\n  }\n": types.CategoriseTransactionDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n        method\n        headers { name value }\n      }\n      errors { code message field }\n    }\n  }\n": types.CreateUploadDocument,
    "\n  mutation CompleteUpload($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      job { ...JobFields }\n      document { id }\n      statementImport { id }\n      errors { code message field }\n    }\n  }\n": types.CompleteUploadDocument,
    "\n  query UploadOutcome($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on StatementImport {\n        id\n        linesTotal\n        linesNew\n        linesDuplicate\n        linesSuspicious\n        warnings { line message }\n      }\n      ... on Document {\n        id\n        kind\n        merchant\n        datedOn\n        total { amount currency }\n      }\n    }\n  }\n": types.UploadOutcomeDocument,
    "\n  fragment WebhookFields on Webhook {\n    id\n    url\n    description\n    appName\n    kinds\n    payloadQuery\n    status\n    disabledReason\n    failingSince\n    previousSecretUntil\n    createdAt\n  }\n": types.WebhookFieldsFragmentDoc,
    "\n  query Webhooks {\n    webhooks(first: 100) { edges { node { ...WebhookFields } } }\n  }\n": types.WebhooksDocument,
    "\n  query WebhookDeliveries($first: Int!, $after: String, $filter: WebhookDeliveryFilter) {\n    webhookDeliveries(first: $first, after: $after, filter: $filter) {\n      edges {\n        node {\n          id\n          kind\n          messageId\n          state\n          isRepeat\n          attempts\n          nextAttemptAt\n          statusCode\n          durationMs\n          error\n          answer\n          createdAt\n          webhook { id url }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.WebhookDeliveriesDocument,
    "\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook { ...WebhookFields }\n      secret\n      errors { code message field }\n    }\n  }\n": types.CreateWebhookDocument,
    "\n  mutation UpdateWebhook($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook { ...WebhookFields }\n      errors { code message field }\n    }\n  }\n": types.UpdateWebhookDocument,
    "\n  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n    rotateWebhookSecret(input: $input) {\n      webhook { ...WebhookFields }\n      secret\n      errors { code message field }\n    }\n  }\n": types.RotateWebhookSecretDocument,
    "\n  mutation DeleteWebhook($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      errors { code message field }\n    }\n  }\n": types.DeleteWebhookDocument,
    "\n  mutation SendTestWebhook($input: SendTestWebhookInput!) {\n    sendTestWebhook(input: $input) {\n      delivery { id state }\n      errors { code message field }\n    }\n  }\n": types.SendTestWebhookDocument,
    "\n  mutation RedeliverWebhook($input: RedeliverWebhookInput!) {\n    redeliverWebhook(input: $input) {\n      delivery { id state }\n      errors { code message field }\n    }\n  }\n": types.RedeliverWebhookDocument,
    "\n  mutation BeginExternalSignIn($input: BeginExternalSignInInput!) {\n    beginExternalSignIn(input: $input) {\n      redirectTo\n      browserSecret\n      errors { code message field }\n    }\n  }\n": types.BeginExternalSignInDocument,
    "\n  mutation CompleteExternalSignIn($input: CompleteExternalSignInInput!) {\n    completeExternalSignIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n": types.CompleteExternalSignInDocument,
    "\n  mutation LinkExternalIdentity($input: LinkExternalIdentityInput!) {\n    linkExternalIdentity(input: $input) {\n      redirectTo\n      browserSecret\n      errors { code message field }\n    }\n  }\n": types.LinkExternalIdentityDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    completeSignIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      errors { code message field }\n    }\n  }\n": types.CompleteSignInDocument,
    "\n  mutation RefreshSession($input: RefreshSessionInput!) {\n    refreshSession(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      errors { code message field }\n    }\n  }\n": types.SignOutDocument,
    "\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n": types.StartPasskeySignInDocument,
    "\n  mutation SignInWithPasskey($input: SignInWithPasskeyInput!) {\n    signInWithPasskey(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      errors { code message field }\n    }\n  }\n": types.SignInWithPasskeyDocument,
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
export function graphql(source: "\n  query AuthorizationRequest($request: String!, $wordsIn: WordsIn!) {\n    authorizationRequest(request: $request, wordsIn: $wordsIn) {\n      appName\n      website\n      returnsTo\n      needsConsent\n      scopes { name words }\n    }\n    viewer { id email }\n  }\n"): (typeof documents)["\n  query AuthorizationRequest($request: String!, $wordsIn: WordsIn!) {\n    authorizationRequest(request: $request, wordsIn: $wordsIn) {\n      appName\n      website\n      returnsTo\n      needsConsent\n      scopes { name words }\n    }\n    viewer { id email }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveAuthorization($input: DecideAuthorizationInput!) {\n    approveAuthorization(input: $input) {\n      redirectTo\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ApproveAuthorization($input: DecideAuthorizationInput!) {\n    approveAuthorization(input: $input) {\n      redirectTo\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DenyAuthorization($input: DecideAuthorizationInput!) {\n    denyAuthorization(input: $input) {\n      redirectTo\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DenyAuthorization($input: DecideAuthorizationInput!) {\n    denyAuthorization(input: $input) {\n      redirectTo\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConnectedApps($wordsIn: WordsIn!) {\n    connectedApps(wordsIn: $wordsIn) {\n      id\n      appName\n      website\n      connectedAt\n      scopes { name words }\n    }\n  }\n"): (typeof documents)["\n  query ConnectedApps($wordsIn: WordsIn!) {\n    connectedApps(wordsIn: $wordsIn) {\n      id\n      appName\n      website\n      connectedAt\n      scopes { name words }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisconnectApp($input: DisconnectAppInput!) {\n    disconnectApp(input: $input) {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DisconnectApp($input: DisconnectAppInput!) {\n    disconnectApp(input: $input) {\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BankConnectionFields on BankConnection {\n    id\n    bank { code name }\n    status\n    consentStatus\n    consentExpiresAt\n    syncedAt\n    isStale\n    lastError\n    accounts { id name }\n  }\n"): (typeof documents)["\n  fragment BankConnectionFields on BankConnection {\n    id\n    bank { code name }\n    status\n    consentStatus\n    consentExpiresAt\n    syncedAt\n    isStale\n    lastError\n    accounts { id name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BankConnections {\n    banks { code name }\n    bankConnections { ...BankConnectionFields }\n  }\n"): (typeof documents)["\n  query BankConnections {\n    banks { code name }\n    bankConnections { ...BankConnectionFields }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConnectBanks($input: ConnectBanksInput!) {\n    connectBanks(input: $input) {\n      connections { ...BankConnectionFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ConnectBanks($input: ConnectBanksInput!) {\n    connectBanks(input: $input) {\n      connections { ...BankConnectionFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshConsents($input: RefreshConsentsInput!) {\n    refreshConsents(input: $input) {\n      connections { ...BankConnectionFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshConsents($input: RefreshConsentsInput!) {\n    refreshConsents(input: $input) {\n      connections { ...BankConnectionFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SyncBanks($input: SyncBanksInput!) {\n    syncBanks(input: $input) {\n      jobs { id }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SyncBanks($input: SyncBanksInput!) {\n    syncBanks(input: $input) {\n      jobs { id }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisconnectBank($input: DisconnectBankInput!) {\n    disconnectBank(input: $input) {\n      connection { ...BankConnectionFields }\n      bankProblems\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DisconnectBank($input: DisconnectBankInput!) {\n    disconnectBank(input: $input) {\n      connection { ...BankConnectionFields }\n      bankProblems\n      errors { code message field }\n    }\n  }\n"];
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
export function graphql(source: "\n  query OutsideAccounts {\n    signInProviders { code name }\n    externalIdentities { id provider email linkedAt lastUsedAt }\n  }\n"): (typeof documents)["\n  query OutsideAccounts {\n    signInProviders { code name }\n    externalIdentities { id provider email linkedAt lastUsedAt }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkExternalIdentity($input: UnlinkExternalIdentityInput!) {\n    unlinkExternalIdentity(input: $input) {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UnlinkExternalIdentity($input: UnlinkExternalIdentityInput!) {\n    unlinkExternalIdentity(input: $input) {\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Factors on SecondFactors {\n    kinds\n    totp { confirmedAt lastUsedAt }\n    passkeys { id name isBackedUp createdAt lastUsedAt }\n    recoveryCodesLeft\n    isRequired\n  }\n"): (typeof documents)["\n  fragment Factors on SecondFactors {\n    kinds\n    totp { confirmedAt lastUsedAt }\n    passkeys { id name isBackedUp createdAt lastUsedAt }\n    recoveryCodesLeft\n    isRequired\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyFactors {\n    secondFactors { ...Factors }\n  }\n"): (typeof documents)["\n  query MyFactors {\n    secondFactors { ...Factors }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartTotp {\n    startTotp {\n      secret\n      uri\n      qrSvg\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation StartTotp {\n    startTotp {\n      secret\n      uri\n      qrSvg\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmTotp($input: ConfirmTotpInput!) {\n    confirmTotp(input: $input) {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmTotp($input: ConfirmTotpInput!) {\n    confirmTotp(input: $input) {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveTotp {\n    removeTotp {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveTotp {\n    removeTotp {\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartPasskey {\n    startPasskey {\n      challenge\n      options\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation StartPasskey {\n    startPasskey {\n      challenge\n      options\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    addPasskey(input: $input) {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    addPasskey(input: $input) {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    renamePasskey(input: $input) {\n      passkey { id name }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RenamePasskey($input: RenamePasskeyInput!) {\n    renamePasskey(input: $input) {\n      passkey { id name }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemovePasskey($input: RemovePasskeyInput!) {\n    removePasskey(input: $input) {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RemovePasskey($input: RemovePasskeyInput!) {\n    removePasskey(input: $input) {\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegenerateRecoveryCodes {\n    regenerateRecoveryCodes {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RegenerateRecoveryCodes {\n    regenerateRecoveryCodes {\n      recoveryCodes\n      errors { code message field }\n    }\n  }\n"];
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
export function graphql(source: "\n  fragment GrantFields on Grant {\n    id\n    kind\n    state\n    ownerEmail\n    email\n    accountIds\n    periodFrom\n    periodTo\n    expiresAt\n    reason\n    createdAt\n    acceptedAt\n    endedAt\n  }\n"): (typeof documents)["\n  fragment GrantFields on Grant {\n    id\n    kind\n    state\n    ownerEmail\n    email\n    accountIds\n    periodFrom\n    periodTo\n    expiresAt\n    reason\n    createdAt\n    acceptedAt\n    endedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GivenGrants {\n    givenGrants { ...GrantFields }\n  }\n"): (typeof documents)["\n  query GivenGrants {\n    givenGrants { ...GrantFields }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReceivedGrants {\n    receivedGrants { ...GrantFields }\n  }\n"): (typeof documents)["\n  query ReceivedGrants {\n    receivedGrants { ...GrantFields }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteToBooks($input: InviteToBooksInput!) {\n    inviteToBooks(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation InviteToBooks($input: InviteToBooksInput!) {\n    inviteToBooks(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DecideGrant($input: DecideGrantInput!) {\n    decideGrant(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DecideGrant($input: DecideGrantInput!) {\n    decideGrant(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeGrant($input: RevokeGrantInput!) {\n    revokeGrant(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeGrant($input: RevokeGrantInput!) {\n    revokeGrant(input: $input) {\n      grant { ...GrantFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query History($first: Int!, $after: String, $locale: String!, $filter: ActivityFilter) {\n    activity(first: $first, after: $after, filter: $filter) {\n      edges {\n        node {\n          id\n          sequence\n          at\n          action\n          doneBy\n          address\n          appName\n          details\n          place(locale: $locale) { city country }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query History($first: Int!, $after: String, $locale: String!, $filter: ActivityFilter) {\n    activity(first: $first, after: $after, filter: $filter) {\n      edges {\n        node {\n          id\n          sequence\n          at\n          action\n          doneBy\n          address\n          appName\n          details\n          place(locale: $locale) { city country }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Insights($first: Int!) {\n    insights(first: $first) {\n      edges {\n        node { ...InsightFields }\n      }\n      pageInfo { hasNextPage }\n    }\n    mutedInsights { kind mutedAt byPerson }\n  }\n\n  fragment InsightFields on Insight {\n    id\n    kind\n    action\n    topic\n    label\n    day\n    amount { amount currency }\n    usualAmount { amount currency }\n    chance\n  }\n"): (typeof documents)["\n  query Insights($first: Int!) {\n    insights(first: $first) {\n      edges {\n        node { ...InsightFields }\n      }\n      pageInfo { hasNextPage }\n    }\n    mutedInsights { kind mutedAt byPerson }\n  }\n\n  fragment InsightFields on Insight {\n    id\n    kind\n    action\n    topic\n    label\n    day\n    amount { amount currency }\n    usualAmount { amount currency }\n    chance\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DismissInsight($input: DismissInsightInput!) {\n    dismissInsight(input: $input) {\n      muted { kind }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DismissInsight($input: DismissInsightInput!) {\n    dismissInsight(input: $input) {\n      muted { kind }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MuteInsights($input: MuteInsightsInput!) {\n    muteInsights(input: $input) {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation MuteInsights($input: MuteInsightsInput!) {\n    muteInsights(input: $input) {\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnmuteInsights($input: UnmuteInsightsInput!) {\n    unmuteInsights(input: $input) {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UnmuteInsights($input: UnmuteInsightsInput!) {\n    unmuteInsights(input: $input) {\n      errors { code message field }\n    }\n  }\n"];
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
export function graphql(source: "\n  query Offers($locale: String!) {\n    marketplace {\n      offers {\n        id\n        title(locale: $locale)\n        summary(locale: $locale)\n        partner { id name kind about(locale: $locale) }\n        eligibility {\n          isEligible\n          isRefused\n          reasons { outcome text(locale: $locale) }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Offers($locale: String!) {\n    marketplace {\n      offers {\n        id\n        title(locale: $locale)\n        summary(locale: $locale)\n        partner { id name kind about(locale: $locale) }\n        eligibility {\n          isEligible\n          isRefused\n          reasons { outcome text(locale: $locale) }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Leads($locale: String!) {\n    leads {\n      id\n      status\n      consentText\n      consentedAt\n      withdrawnAt\n      handedOver { field value }\n      steps { status party at }\n      offer { id title(locale: $locale) partner { id name } }\n    }\n  }\n"): (typeof documents)["\n  query Leads($locale: String!) {\n    leads {\n      id\n      status\n      consentText\n      consentedAt\n      withdrawnAt\n      handedOver { field value }\n      steps { status party at }\n      offer { id title(locale: $locale) partner { id name } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LeadPreview($offerId: ID!) {\n    leadPreview(offerId: $offerId) {\n      digest\n      values { field value }\n    }\n  }\n"): (typeof documents)["\n  query LeadPreview($offerId: ID!) {\n    leadPreview(offerId: $offerId) {\n      digest\n      values { field value }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestLead($input: RequestLeadInput!) {\n    requestLead(input: $input) {\n      lead { id status }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestLead($input: RequestLeadInput!) {\n    requestLead(input: $input) {\n      lead { id status }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawLead($input: WithdrawLeadInput!) {\n    withdrawLead(input: $input) {\n      lead { id status }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation WithdrawLead($input: WithdrawLeadInput!) {\n    withdrawLead(input: $input) {\n      lead { id status }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NotificationFields on Notification {\n    id\n    kind\n    label\n    day\n    amount { amount currency }\n    path\n    createdAt\n    readAt\n  }\n"): (typeof documents)["\n  fragment NotificationFields on Notification {\n    id\n    kind\n    label\n    day\n    amount { amount currency }\n    path\n    createdAt\n    readAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Notifications($first: Int!, $after: String) {\n    notifications(first: $first, after: $after) {\n      edges { node { ...NotificationFields } }\n      pageInfo { hasNextPage endCursor }\n    }\n    unreadNotifications\n  }\n"): (typeof documents)["\n  query Notifications($first: Int!, $after: String) {\n    notifications(first: $first, after: $after) {\n      edges { node { ...NotificationFields } }\n      pageInfo { hasNextPage endCursor }\n    }\n    unreadNotifications\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnreadNotifications { unreadNotifications }\n"): (typeof documents)["\n  query UnreadNotifications { unreadNotifications }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchUnread { unreadNotifications }\n"): (typeof documents)["\n  subscription WatchUnread { unreadNotifications }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      unread\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {\n    markNotificationsRead(input: $input) {\n      unread\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NotificationSettingsFields on NotificationSettings {\n    choices { kind channels }\n    timeZone\n    quietHours { fromMinute untilMinute }\n    digest\n    digestHour\n    digestWeekday\n    showsDetails\n    pushKey\n    browsers\n  }\n"): (typeof documents)["\n  fragment NotificationSettingsFields on NotificationSettings {\n    choices { kind channels }\n    timeZone\n    quietHours { fromMinute untilMinute }\n    digest\n    digestHour\n    digestWeekday\n    showsDetails\n    pushKey\n    browsers\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NotificationSettings { notificationSettings { ...NotificationSettingsFields } }\n"): (typeof documents)["\n  query NotificationSettings { notificationSettings { ...NotificationSettingsFields } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetNotificationChoices($input: SetNotificationChoicesInput!) {\n    setNotificationChoices(input: $input) {\n      settings { ...NotificationSettingsFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SetNotificationChoices($input: SetNotificationChoicesInput!) {\n    setNotificationChoices(input: $input) {\n      settings { ...NotificationSettingsFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetNotificationTimes($input: SetNotificationTimesInput!) {\n    setNotificationTimes(input: $input) {\n      settings { ...NotificationSettingsFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SetNotificationTimes($input: SetNotificationTimesInput!) {\n    setNotificationTimes(input: $input) {\n      settings { ...NotificationSettingsFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubscribeToPush($input: SubscribeToPushInput!) {\n    subscribeToPush(input: $input) {\n      host\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SubscribeToPush($input: SubscribeToPushInput!) {\n    subscribeToPush(input: $input) {\n      host\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnsubscribeFromPush($input: UnsubscribeFromPushInput!) {\n    unsubscribeFromPush(input: $input) {\n      wasSubscribed\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UnsubscribeFromPush($input: UnsubscribeFromPushInput!) {\n    unsubscribeFromPush(input: $input) {\n      wasSubscribed\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PayeeFields on Payee {\n    id\n    name\n    bankCode\n    number\n    createdAt\n  }\n"): (typeof documents)["\n  fragment PayeeFields on Payee {\n    id\n    name\n    bankCode\n    number\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Payees($first: Int!, $after: String) {\n    payees(first: $first, after: $after) {\n      edges {\n        node { ...PayeeFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query Payees($first: Int!, $after: String) {\n    payees(first: $first, after: $after) {\n      edges {\n        node { ...PayeeFields }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayeeBanks {\n    banks { code name }\n  }\n"): (typeof documents)["\n  query PayeeBanks {\n    banks { code name }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddPayee($input: AddPayeeInput!) {\n    addPayee(input: $input) {\n      payee { ...PayeeFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation AddPayee($input: AddPayeeInput!) {\n    addPayee(input: $input) {\n      payee { ...PayeeFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemovePayee($input: RemovePayeeInput!) {\n    removePayee(input: $input) {\n      removedId\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RemovePayee($input: RemovePayeeInput!) {\n    removePayee(input: $input) {\n      removedId\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartPresence {\n    startPresence {\n      challenge { token kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation StartPresence {\n    startPresence {\n      challenge { token kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmPresence($input: ConfirmPresenceInput!) {\n    confirmPresence(input: $input) {\n      presentUntil\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmPresence($input: ConfirmPresenceInput!) {\n    confirmPresence(input: $input) {\n      presentUntil\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PrivacyState {\n    accountDeletion {\n      dueAt\n    }\n    dataExports(first: 1) {\n      edges {\n        node {\n          id\n          status\n          size\n          expiresAt\n          download {\n            url\n          }\n          job {\n            id\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PrivacyState {\n    accountDeletion {\n      dueAt\n    }\n    dataExports(first: 1) {\n      edges {\n        node {\n          id\n          status\n          size\n          expiresAt\n          download {\n            url\n          }\n          job {\n            id\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExportMyData($input: ExportMyDataInput!) {\n    exportMyData(input: $input) {\n      export {\n        id\n        job {\n          id\n        }\n      }\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ExportMyData($input: ExportMyDataInput!) {\n    exportMyData(input: $input) {\n      export {\n        id\n        job {\n          id\n        }\n      }\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteMyAccount($input: DeleteMyAccountInput!) {\n    deleteMyAccount(input: $input) {\n      deletion {\n        dueAt\n      }\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteMyAccount($input: DeleteMyAccountInput!) {\n    deleteMyAccount(input: $input) {\n      deletion {\n        dueAt\n      }\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeepMyAccount {\n    keepMyAccount {\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation KeepMyAccount {\n    keepMyAccount {\n      errors {\n        code\n        message\n        field\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IncomeReports {\n    incomeReports(first: 20) {\n      edges {\n        node {\n          id\n          status\n          period\n          startsOn\n          endsOn\n          currency\n          createdAt\n          expiresAt\n          verificationUrl\n          pdf { url }\n          workbook { url }\n          job { id }\n          figures {\n            income { confirmed { amount currency } }\n            profit { confirmed { amount currency } }\n            gaps { account first last }\n            unsorted\n          }\n        }\n      }\n    }\n    accounts(first: 100) {\n      edges { node { id currency } }\n    }\n    viewer { id baseCurrency }\n  }\n"): (typeof documents)["\n  query IncomeReports {\n    incomeReports(first: 20) {\n      edges {\n        node {\n          id\n          status\n          period\n          startsOn\n          endsOn\n          currency\n          createdAt\n          expiresAt\n          verificationUrl\n          pdf { url }\n          workbook { url }\n          job { id }\n          figures {\n            income { confirmed { amount currency } }\n            profit { confirmed { amount currency } }\n            gaps { account first last }\n            unsorted\n          }\n        }\n      }\n    }\n    accounts(first: 100) {\n      edges { node { id currency } }\n    }\n    viewer { id baseCurrency }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestIncomeReport($input: RequestIncomeReportInput!) {\n    requestIncomeReport(input: $input) {\n      incomeReport { id status job { id } }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestIncomeReport($input: RequestIncomeReportInput!) {\n    requestIncomeReport(input: $input) {\n      incomeReport { id status job { id } }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeIncomeReport($input: RevokeIncomeReportInput!) {\n    revokeIncomeReport(input: $input) {\n      incomeReport { id status }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeIncomeReport($input: RevokeIncomeReportInput!) {\n    revokeIncomeReport(input: $input) {\n      incomeReport { id status }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sessions($locale: String!) {\n    sessions(first: 50, filter: { isOpen: true }) {\n      edges {\n        node {\n          id\n          browser\n          system\n          address\n          place(locale: $locale) { city country }\n          createdAt\n          lastUsedAt\n          isCurrent\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Sessions($locale: String!) {\n    sessions(first: 50, filter: { isOpen: true }) {\n      edges {\n        node {\n          id\n          browser\n          system\n          address\n          place(locale: $locale) { city country }\n          createdAt\n          lastUsedAt\n          isCurrent\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOutEverywhere($input: SignOutEverywhereInput!) {\n    signOutEverywhere(input: $input) {\n      ended\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOutEverywhere($input: SignOutEverywhereInput!) {\n    signOutEverywhere(input: $input) {\n      ended\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      sessionsEnded\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      sessionsEnded\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestEmailChange($input: RequestEmailChangeInput!) {\n    requestEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestEmailChange($input: RequestEmailChangeInput!) {\n    requestEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeactivateUser($input: DeactivateUserInput!) {\n    deactivateUser(input: $input) {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DeactivateUser($input: DeactivateUserInput!) {\n    deactivateUser(input: $input) {\n      errors { code message field }\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation ResendVerification($input: AskedByMailInput!) {\n    resendVerification(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ResendVerification($input: AskedByMailInput!) {\n    resendVerification(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestPasswordReset($input: AskedByMailInput!) {\n    requestPasswordReset(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestPasswordReset($input: AskedByMailInput!) {\n    requestPasswordReset(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestReactivation($input: AskedByMailInput!) {\n    requestReactivation(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestReactivation($input: AskedByMailInput!) {\n    requestReactivation(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmEmailChange($input: EmailLinkInput!) {\n    confirmEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmEmailChange($input: EmailLinkInput!) {\n    confirmEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UndoEmailChange($input: EmailLinkInput!) {\n    undoEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UndoEmailChange($input: EmailLinkInput!) {\n    undoEmailChange(input: $input) {\n      email\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReactivateUser($input: ReactivateUserInput!) {\n    reactivateUser(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation ReactivateUser($input: ReactivateUserInput!) {\n    reactivateUser(input: $input) {\n      user { id email }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignInProviders {\n    signInProviders {\n      code\n      name\n    }\n  }\n"): (typeof documents)["\n  query SignInProviders {\n    signInProviders {\n      code\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaxDeadlineFields on TaxDeadline {\n    key\n    kind\n    label\n    periodStart\n    periodEnd\n    statedOn\n    dueOn\n    source\n    doneOn\n    owed { amount currency }\n    paidBy {\n      bookedOn\n      amount { amount currency }\n    }\n  }\n"): (typeof documents)["\n  fragment TaxDeadlineFields on TaxDeadline {\n    key\n    kind\n    label\n    periodStart\n    periodEnd\n    statedOn\n    dueOn\n    source\n    doneOn\n    owed { amount currency }\n    paidBy {\n      bookedOn\n      amount { amount currency }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TaxDeadlines($profileId: ID!, $year: Int!) {\n    taxDeadlines(profileId: $profileId, year: $year) { ...TaxDeadlineFields }\n  }\n"): (typeof documents)["\n  query TaxDeadlines($profileId: ID!, $year: Int!) {\n    taxDeadlines(profileId: $profileId, year: $year) { ...TaxDeadlineFields }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkTaxDeadline($input: MarkTaxDeadlineInput!) {\n    markTaxDeadline(input: $input) {\n      taxDeadline { ...TaxDeadlineFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation MarkTaxDeadline($input: MarkTaxDeadlineInput!) {\n    markTaxDeadline(input: $input) {\n      taxDeadline { ...TaxDeadlineFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TaxReminders {\n    taxReminders\n  }\n"): (typeof documents)["\n  query TaxReminders {\n    taxReminders\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetTaxReminders($input: SetTaxRemindersInput!) {\n    setTaxReminders(input: $input) {\n      leadDays\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SetTaxReminders($input: SetTaxRemindersInput!) {\n    setTaxReminders(input: $input) {\n      leadDays\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TaxCalendar {\n    taxCalendar { leadDays createdAt }\n  }\n"): (typeof documents)["\n  query TaxCalendar {\n    taxCalendar { leadDays createdAt }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MakeTaxCalendar($input: MakeTaxCalendarInput!) {\n    makeTaxCalendar(input: $input) {\n      url\n      taxCalendar { leadDays createdAt }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation MakeTaxCalendar($input: MakeTaxCalendarInput!) {\n    makeTaxCalendar(input: $input) {\n      url\n      taxCalendar { leadDays createdAt }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeTaxCalendar {\n    revokeTaxCalendar {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeTaxCalendar {\n    revokeTaxCalendar {\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaxFigureFields on TaxFigure {\n    key\n    value\n    validFrom\n    validTo\n    source\n  }\n"): (typeof documents)["\n  fragment TaxFigureFields on TaxFigure {\n    key\n    value\n    validFrom\n    validTo\n    source\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaxNoteFields on TaxNote {\n    key\n    text\n    values { name value }\n  }\n"): (typeof documents)["\n  fragment TaxNoteFields on TaxNote {\n    key\n    text\n    values { name value }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TaxEstimate($profileId: ID!, $day: Date, $locale: String!) {\n    taxEstimate(profileId: $profileId, day: $day) {\n      year\n      start\n      end\n      asOf\n      soFar { amount currency }\n      expected { amount currency }\n      range {\n        low { amount currency }\n        high { amount currency }\n      }\n      paid { amount currency }\n      setAside { amount currency }\n      lines {\n        rule\n        label\n        kind\n        amount { amount currency }\n        inputs { name value }\n        figures { ...TaxFigureFields }\n      }\n      instalments {\n        key\n        label\n        amount { amount currency }\n        dueOn\n      }\n      limits {\n        label\n        figure { ...TaxFigureFields }\n        used { amount currency }\n        isExceeded\n        crossedOn\n        crossingChance\n      }\n      isOnProfit\n      deductions {\n        category { id name(locale: $locale) }\n        spent { amount currency }\n        share\n        limit { ...TaxFigureFields }\n        counted { amount currency }\n      }\n      notes { ...TaxNoteFields }\n      gaps { ...TaxNoteFields }\n    }\n  }\n"): (typeof documents)["\n  query TaxEstimate($profileId: ID!, $day: Date, $locale: String!) {\n    taxEstimate(profileId: $profileId, day: $day) {\n      year\n      start\n      end\n      asOf\n      soFar { amount currency }\n      expected { amount currency }\n      range {\n        low { amount currency }\n        high { amount currency }\n      }\n      paid { amount currency }\n      setAside { amount currency }\n      lines {\n        rule\n        label\n        kind\n        amount { amount currency }\n        inputs { name value }\n        figures { ...TaxFigureFields }\n      }\n      instalments {\n        key\n        label\n        amount { amount currency }\n        dueOn\n      }\n      limits {\n        label\n        figure { ...TaxFigureFields }\n        used { amount currency }\n        isExceeded\n        crossedOn\n        crossingChance\n      }\n      isOnProfit\n      deductions {\n        category { id name(locale: $locale) }\n        spent { amount currency }\n        share\n        limit { ...TaxFigureFields }\n        counted { amount currency }\n      }\n      notes { ...TaxNoteFields }\n      gaps { ...TaxNoteFields }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TaxToSetAside($profileId: ID!, $day: Date) {\n    taxEstimate(profileId: $profileId, day: $day) {\n      year\n      setAside { amount currency }\n      gaps { key }\n    }\n  }\n"): (typeof documents)["\n  query TaxToSetAside($profileId: ID!, $day: Date) {\n    taxEstimate(profileId: $profileId, day: $day) {\n      year\n      setAside { amount currency }\n      gaps { key }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetBusinessShare($input: SetBusinessShareInput!) {\n    setBusinessShare(input: $input) {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SetBusinessShare($input: SetBusinessShareInput!) {\n    setBusinessShare(input: $input) {\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaxProfileFields on TaxProfile {\n    id\n    country\n    regime\n    region\n    startsOn\n    endsOn\n    vat\n    facts { name value }\n    taxIds { kind ending }\n  }\n"): (typeof documents)["\n  fragment TaxProfileFields on TaxProfile {\n    id\n    country\n    regime\n    region\n    startsOn\n    endsOn\n    vat\n    facts { name value }\n    taxIds { kind ending }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TaxProfiles {\n    taxProfiles(first: 50) {\n      edges {\n        node { ...TaxProfileFields }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TaxProfiles {\n    taxProfiles(first: 50) {\n      edges {\n        node { ...TaxProfileFields }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TaxCountries {\n    taxCountries {\n      code\n      name\n      currency\n      regions\n      taxIdKinds\n      regimes {\n        key\n        name\n        facts { name kind description choices }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TaxCountries {\n    taxCountries {\n      code\n      name\n      currency\n      regions\n      taxIdKinds\n      regimes {\n        key\n        name\n        facts { name kind description choices }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTaxProfile($input: CreateTaxProfileInput!) {\n    createTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateTaxProfile($input: CreateTaxProfileInput!) {\n    createTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTaxProfile($input: UpdateTaxProfileInput!) {\n    updateTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateTaxProfile($input: UpdateTaxProfileInput!) {\n    updateTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndTaxProfile($input: EndTaxProfileInput!) {\n    endTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation EndTaxProfile($input: EndTaxProfileInput!) {\n    endTaxProfile(input: $input) {\n      taxProfile { ...TaxProfileFields }\n      errors { code message field }\n    }\n  }\n"];
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
export function graphql(source: "\n  fragment WebhookFields on Webhook {\n    id\n    url\n    description\n    appName\n    kinds\n    payloadQuery\n    status\n    disabledReason\n    failingSince\n    previousSecretUntil\n    createdAt\n  }\n"): (typeof documents)["\n  fragment WebhookFields on Webhook {\n    id\n    url\n    description\n    appName\n    kinds\n    payloadQuery\n    status\n    disabledReason\n    failingSince\n    previousSecretUntil\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Webhooks {\n    webhooks(first: 100) { edges { node { ...WebhookFields } } }\n  }\n"): (typeof documents)["\n  query Webhooks {\n    webhooks(first: 100) { edges { node { ...WebhookFields } } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WebhookDeliveries($first: Int!, $after: String, $filter: WebhookDeliveryFilter) {\n    webhookDeliveries(first: $first, after: $after, filter: $filter) {\n      edges {\n        node {\n          id\n          kind\n          messageId\n          state\n          isRepeat\n          attempts\n          nextAttemptAt\n          statusCode\n          durationMs\n          error\n          answer\n          createdAt\n          webhook { id url }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): (typeof documents)["\n  query WebhookDeliveries($first: Int!, $after: String, $filter: WebhookDeliveryFilter) {\n    webhookDeliveries(first: $first, after: $after, filter: $filter) {\n      edges {\n        node {\n          id\n          kind\n          messageId\n          state\n          isRepeat\n          attempts\n          nextAttemptAt\n          statusCode\n          durationMs\n          error\n          answer\n          createdAt\n          webhook { id url }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook { ...WebhookFields }\n      secret\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      webhook { ...WebhookFields }\n      secret\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateWebhook($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook { ...WebhookFields }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateWebhook($input: UpdateWebhookInput!) {\n    updateWebhook(input: $input) {\n      webhook { ...WebhookFields }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n    rotateWebhookSecret(input: $input) {\n      webhook { ...WebhookFields }\n      secret\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n    rotateWebhookSecret(input: $input) {\n      webhook { ...WebhookFields }\n      secret\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteWebhook($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteWebhook($input: DeleteWebhookInput!) {\n    deleteWebhook(input: $input) {\n      deletedId\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendTestWebhook($input: SendTestWebhookInput!) {\n    sendTestWebhook(input: $input) {\n      delivery { id state }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SendTestWebhook($input: SendTestWebhookInput!) {\n    sendTestWebhook(input: $input) {\n      delivery { id state }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RedeliverWebhook($input: RedeliverWebhookInput!) {\n    redeliverWebhook(input: $input) {\n      delivery { id state }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RedeliverWebhook($input: RedeliverWebhookInput!) {\n    redeliverWebhook(input: $input) {\n      delivery { id state }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginExternalSignIn($input: BeginExternalSignInInput!) {\n    beginExternalSignIn(input: $input) {\n      redirectTo\n      browserSecret\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation BeginExternalSignIn($input: BeginExternalSignInInput!) {\n    beginExternalSignIn(input: $input) {\n      redirectTo\n      browserSecret\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteExternalSignIn($input: CompleteExternalSignInInput!) {\n    completeExternalSignIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteExternalSignIn($input: CompleteExternalSignInInput!) {\n    completeExternalSignIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LinkExternalIdentity($input: LinkExternalIdentityInput!) {\n    linkExternalIdentity(input: $input) {\n      redirectTo\n      browserSecret\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation LinkExternalIdentity($input: LinkExternalIdentityInput!) {\n    linkExternalIdentity(input: $input) {\n      redirectTo\n      browserSecret\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    completeSignIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    completeSignIn(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession($input: RefreshSessionInput!) {\n    refreshSession(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshSession($input: RefreshSessionInput!) {\n    refreshSession(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut {\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut {\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation StartPasskeySignIn {\n    startPasskeySignIn {\n      challenge { token expiresAt kinds passkeyOptions }\n      errors { code message field }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignInWithPasskey($input: SignInWithPasskeyInput!) {\n    signInWithPasskey(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      errors { code message field }\n    }\n  }\n"): (typeof documents)["\n  mutation SignInWithPasskey($input: SignInWithPasskeyInput!) {\n    signInWithPasskey(input: $input) {\n      session { accessToken accessTokenExpiresAt refreshToken }\n      deviceToken\n      errors { code message field }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;