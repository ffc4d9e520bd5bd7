"""What a person tells of their taxes and of how they want to be told, as a new user would: through the API."""

from typing import Any

from tests.support.people import Person

PROFILE = "mutation($i: CreateTaxProfileInput!) { createTaxProfile(input: $i) { taxProfile { id } errors { code } } }"
DEADLINES = "query($id: ID!) { taxDeadlines(profileId: $id, year: 2025) { key } }"
MARK = "mutation($i: MarkTaxDeadlineInput!) { markTaxDeadline(input: $i) { taxDeadline { key } errors { code } } }"
CATEGORY = "{ categories { id key } }"
CHOICES = """mutation($share: SetBusinessShareInput!, $days: SetTaxRemindersInput!, $times: SetNotificationTimesInput!,
    $kinds: SetNotificationChoicesInput!) {
  setBusinessShare(input: $share) { errors { code } } setTaxReminders(input: $days) { errors { code } }
  setNotificationTimes(input: $times) { errors { code } } setNotificationChoices(input: $kinds) { errors { code } } }"""
SHOWN = """query Q {
  taxProfiles { edges { node { country regime startsOn facts { name value } taxIds { kind ending } } } }
  taxReminders businessShares { category { key } share }
  notificationSettings { timeZone quietHours { fromMinute untilMinute } digest choices { kind channels } } }"""
INN = "500100732259"


async def make_choices(person: Person) -> None:
    """A tax profile with a number and a deadline that was met, a business share, reminders, and wishes."""
    told = {"country": "RU", "regime": "npd", "startsOn": "2024-01-15", "taxIds": [{"kind": "inn", "number": INN}]}
    made = (await person.ask(PROFILE, i=told))["createTaxProfile"]
    assert made["errors"] == []
    profile = made["taxProfile"]["id"]
    deadline = (await person.ask(DEADLINES, id=profile))["taxDeadlines"][0]["key"]
    met = {"profileId": profile, "year": 2025, "key": deadline, "doneOn": "2025-01-20"}
    assert (await person.ask(MARK, i=met))["markTaxDeadline"]["errors"] == []
    shared = (await person.ask(CATEGORY))["categories"]
    phone = next(one["id"] for one in shared if one["key"] == "business.software")
    given: dict[str, Any] = {
        "share": {"categoryId": phone, "share": "0.4"},
        "days": {"leadDays": [30, 5]},
        "times": {"timeZone": "Asia/Omsk", "quietHours": {"fromMinute": 1320, "untilMinute": 420}, "digest": "DAILY"},
        "kinds": {"choices": [{"kind": "TAX_DEADLINE", "channel": "MAIL", "isOn": False}]},
    }
    for payload in (await person.ask(CHOICES, **given)).values():
        assert payload["errors"] == []
