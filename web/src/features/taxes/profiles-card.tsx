"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Dialog } from "@/ui/dialog";
import { EndProfileDialog } from "./end-profile-dialog";
import { ProfileForm } from "./profile-form";
import { ProfileRow } from "./profile-row";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";

type Asked = { what: "add" } | { what: "change" | "end"; profile: TaxProfileFieldsFragment };

/** The person's tax profiles, and what changes them. */
export function ProfilesCard({ profiles }: { profiles: readonly TaxProfileFieldsFragment[] }) {
  const t = useTranslations("taxes");
  const words = useTaxWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const leave = () => setAsked(null);
  const add = (
    <Button look="secondary" onClick={() => setAsked({ what: "add" })}>
      {t("add")}
    </Button>
  );
  return (
    <Card title={t("profiles")} action={add}>
      <p className={rows.muted}>{t("profilesText")}</p>
      <ul className={rows.list}>
        {profiles.map((profile) => (
          <ProfileRow
            key={profile.id}
            profile={profile}
            onChange={() => setAsked({ what: "change", profile })}
            onEnd={() => setAsked({ what: "end", profile })}
          />
        ))}
      </ul>
      {asked?.what === "add" && (
        <Dialog title={t("addTitle")} onClose={leave}>
          <ProfileForm profile={null} onSaved={leave} onLeave={leave} />
        </Dialog>
      )}
      {asked?.what === "change" && (
        <Dialog title={t("changeTitle", { name: words.profile(asked.profile) })} onClose={leave}>
          <ProfileForm profile={asked.profile} onSaved={leave} onLeave={leave} />
        </Dialog>
      )}
      {asked?.what === "end" && <EndProfileDialog profile={asked.profile} onClose={leave} />}
    </Card>
  );
}
