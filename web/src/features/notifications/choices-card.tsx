"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { NoticeChannel, NoticeKind, NotificationSettingsFieldsFragment } from "@/gql/graphql";
import { Card } from "@/ui/card";
import type { SettingsActions } from "./use-settings";
import rows from "@/ui/rows.module.css";
import styles from "./notifications.module.css";

const CHANNELS: readonly NoticeChannel[] = ["IN_APP", "MAIL", "WEB_PUSH"];

type ChoicesCardProps = { settings: NotificationSettingsFieldsFragment; actions: SettingsActions };

/** Kinds by channels, each saved as it is pressed. */
export function ChoicesCard({ settings, actions }: ChoicesCardProps) {
  const t = useTranslations("notifications");
  const [pressed, setPressed] = useState<Readonly<Record<string, boolean>>>({});

  /** A press shows at once; one that was refused is taken back. */
  async function press(kind: NoticeKind, channel: NoticeChannel, isOn: boolean) {
    const key = `${kind} ${channel}`;
    setPressed((before) => ({ ...before, [key]: isOn }));
    if (!(await actions.choose(kind, channel, isOn))) setPressed((before) => ({ ...before, [key]: !isOn }));
  }

  return (
    <Card title={t("choices")}>
      <p className={rows.muted}>{t("choicesText")}</p>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("about")}</th>
              {CHANNELS.map((channel) => (
                <th key={channel} scope="col">
                  {t(`channel.${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {settings.choices.map(({ kind, channels }) => (
              <tr key={kind} data-testid="notice-kind">
                <th scope="row">{t(`kind.${kind}`)}</th>
                {CHANNELS.map((channel) => (
                  <td key={channel}>
                    <input
                      type="checkbox"
                      aria-label={t("choiceNamed", { kind: t(`kind.${kind}`), channel: t(`channel.${channel}`) })}
                      checked={pressed[`${kind} ${channel}`] ?? channels.includes(channel)}
                      onChange={(event) => void press(kind, channel, event.target.checked)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
