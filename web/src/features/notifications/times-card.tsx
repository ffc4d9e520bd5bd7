"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { textOf } from "@/features/session/text-of";
import type { Digest, NotificationSettingsFieldsFragment } from "@/gql/graphql";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { asMinute, asTime } from "./minutes";
import type { SettingsActions } from "./use-settings";
import rows from "@/ui/rows.module.css";

const NIGHT = { fromMinute: 22 * 60, untilMinute: 8 * 60 };
const DIGESTS: readonly Digest[] = ["OFF", "DAILY", "WEEKLY"];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

type TimesCardProps = { settings: NotificationSettingsFieldsFragment; actions: SettingsActions };

/** Time zone, quiet hours and digest: what belongs together is saved together. */
export function TimesCard({ settings, actions }: TimesCardProps) {
  const t = useTranslations("notifications");
  const [isQuiet, setIsQuiet] = useState(settings.quietHours !== null);
  const [digest, setDigest] = useState<Digest>(settings.digest);
  const [isSaved, setIsSaved] = useState(false);
  const { fromMinute, untilMinute } = settings.quietHours ?? NIGHT;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const quietHours = isQuiet
      ? { fromMinute: asMinute(textOf(given, "from")) ?? NIGHT.fromMinute, untilMinute: asMinute(textOf(given, "until")) ?? NIGHT.untilMinute }
      : null;
    setIsSaved(false);
    const isKept = await actions.time({
      timeZone: textOf(given, "timeZone"),
      quietHours,
      digest,
      digestHour: digest === "OFF" ? settings.digestHour : Number(textOf(given, "digestHour")),
      digestWeekday: digest === "WEEKLY" ? Number(textOf(given, "digestWeekday")) : settings.digestWeekday,
      showsDetails: given.has("showsDetails"),
    });
    setIsSaved(isKept);
  }

  return (
    <Card title={t("times")}>
      <form className={rows.form} onSubmit={(event) => void submit(event)}>
        <SelectField label={t("timeZone")} name="timeZone" defaultValue={settings.timeZone}>
          {zones(settings.timeZone).map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </SelectField>
        <Choice
          type="checkbox"
          label={t("quiet")}
          hint={t("quietHint")}
          checked={isQuiet}
          onChange={(event) => setIsQuiet(event.target.checked)}
        />
        {isQuiet && <TextField type="time" label={t("quietFrom")} name="from" required defaultValue={asTime(fromMinute)} />}
        {isQuiet && <TextField type="time" label={t("quietUntil")} name="until" required defaultValue={asTime(untilMinute)} />}
        <SelectField label={t("digest")} hint={t("digestHint")} value={digest} onChange={(event) => setDigest(event.target.value as Digest)}>
          {DIGESTS.map((each) => (
            <option key={each} value={each}>
              {t(`digests.${each}`)}
            </option>
          ))}
        </SelectField>
        {digest === "WEEKLY" && (
          <SelectField label={t("digestWeekday")} name="digestWeekday" defaultValue={settings.digestWeekday}>
            {WEEKDAYS.map((day) => (
              <option key={day} value={day}>
                {t(`weekdays.${day}`)}
              </option>
            ))}
          </SelectField>
        )}
        {digest !== "OFF" && (
          <SelectField label={t("digestHour")} name="digestHour" defaultValue={settings.digestHour}>
            {HOURS.map((hour) => (
              <option key={hour} value={hour}>
                {asTime(hour * 60)}
              </option>
            ))}
          </SelectField>
        )}
        <Choice
          type="checkbox"
          name="showsDetails"
          label={t("showsDetails")}
          hint={t("showsDetailsHint")}
          defaultChecked={settings.showsDetails}
        />
        <div className={rows.choices}>
          <Button type="submit" isBusy={actions.isBusy}>
            {t("save")}
          </Button>
          <span role="status" className={rows.muted}>
            {isSaved ? t("saved") : ""}
          </span>
        </div>
      </form>
    </Card>
  );
}

/** The zones that the browser knows, its own first among equals; the one that is kept is there in any case. */
function zones(kept: string): string[] {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([kept, here, ...Intl.supportedValuesOf("timeZone")])];
}
