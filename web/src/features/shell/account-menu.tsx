"use client";

import { useTranslations } from "next-intl";
import { useQuery } from "urql";
import { unsubscribeBrowser } from "@/features/notifications/browser-push";
import { useSession, useSessionStore } from "@/features/session/session-context";
import { Viewer } from "@/features/session/session-operations";
import { Button } from "@/ui/button";
import styles from "./app-shell.module.css";

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const t = useTranslations("shell");
  const store = useSessionStore();
  const session = useSession();
  const [{ data }] = useQuery({ query: Viewer, pause: session.status !== "signed-in" });
  if (session.status !== "signed-in") return null;

  async function leave() {
    await unsubscribeBrowser().catch(() => null); // who signs in here next is not told this person's news
    await store.signOut();
  }

  return (
    <>
      <span className={styles.person} title={data?.viewer?.email}>
        {data?.viewer?.displayName}
      </span>
      <Button look="quiet" onClick={() => void leave()}>
        {t("signOut")}
      </Button>
    </>
  );
}
