import { graphql } from "@/gql";

export const TaxDeadlineFields = graphql(`
  fragment TaxDeadlineFields on TaxDeadline {
    key
    kind
    label
    periodStart
    periodEnd
    statedOn
    dueOn
    source
    doneOn
    owed { amount currency }
    paidBy {
      bookedOn
      amount { amount currency }
    }
  }
`);

export const TaxDeadlines = graphql(`
  query TaxDeadlines($profileId: ID!, $year: Int!) {
    taxDeadlines(profileId: $profileId, year: $year) { ...TaxDeadlineFields }
  }
`);

export const MarkTaxDeadline = graphql(`
  mutation MarkTaxDeadline($input: MarkTaxDeadlineInput!) {
    markTaxDeadline(input: $input) {
      taxDeadline { ...TaxDeadlineFields }
      errors { code message field }
    }
  }
`);

export const TaxReminders = graphql(`
  query TaxReminders {
    taxReminders
  }
`);

export const SetTaxReminders = graphql(`
  mutation SetTaxReminders($input: SetTaxRemindersInput!) {
    setTaxReminders(input: $input) {
      leadDays
      errors { code message field }
    }
  }
`);

export const TaxCalendar = graphql(`
  query TaxCalendar {
    taxCalendar { leadDays createdAt }
  }
`);

export const MakeTaxCalendar = graphql(`
  mutation MakeTaxCalendar($input: MakeTaxCalendarInput!) {
    makeTaxCalendar(input: $input) {
      url
      taxCalendar { leadDays createdAt }
      errors { code message field }
    }
  }
`);

export const RevokeTaxCalendar = graphql(`
  mutation RevokeTaxCalendar {
    revokeTaxCalendar {
      errors { code message field }
    }
  }
`);
