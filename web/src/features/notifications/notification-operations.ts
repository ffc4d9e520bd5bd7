import { graphql } from "@/gql";

export const NotificationFields = graphql(`
  fragment NotificationFields on Notification {
    id
    kind
    label
    day
    amount { amount currency }
    path
    createdAt
    readAt
  }
`);

export const Notifications = graphql(`
  query Notifications($first: Int!, $after: String) {
    notifications(first: $first, after: $after) {
      edges { node { ...NotificationFields } }
      pageInfo { hasNextPage endCursor }
    }
    unreadNotifications
  }
`);

export const UnreadNotifications = graphql(`
  query UnreadNotifications { unreadNotifications }
`);

export const WatchUnread = graphql(`
  subscription WatchUnread { unreadNotifications }
`);

export const MarkNotificationsRead = graphql(`
  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {
    markNotificationsRead(input: $input) {
      unread
      errors { code message field }
    }
  }
`);

export const NotificationSettingsFields = graphql(`
  fragment NotificationSettingsFields on NotificationSettings {
    choices { kind channels }
    timeZone
    quietHours { fromMinute untilMinute }
    digest
    digestHour
    digestWeekday
    showsDetails
    pushKey
    browsers
  }
`);

export const NotificationSettings = graphql(`
  query NotificationSettings { notificationSettings { ...NotificationSettingsFields } }
`);

export const SetNotificationChoices = graphql(`
  mutation SetNotificationChoices($input: SetNotificationChoicesInput!) {
    setNotificationChoices(input: $input) {
      settings { ...NotificationSettingsFields }
      errors { code message field }
    }
  }
`);

export const SetNotificationTimes = graphql(`
  mutation SetNotificationTimes($input: SetNotificationTimesInput!) {
    setNotificationTimes(input: $input) {
      settings { ...NotificationSettingsFields }
      errors { code message field }
    }
  }
`);

export const SubscribeToPush = graphql(`
  mutation SubscribeToPush($input: SubscribeToPushInput!) {
    subscribeToPush(input: $input) {
      host
      errors { code message field }
    }
  }
`);

export const UnsubscribeFromPush = graphql(`
  mutation UnsubscribeFromPush($input: UnsubscribeFromPushInput!) {
    unsubscribeFromPush(input: $input) {
      wasSubscribed
      errors { code message field }
    }
  }
`);
