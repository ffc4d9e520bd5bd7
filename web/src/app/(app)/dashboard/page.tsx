import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountsPanel } from "@/features/accounts/accounts-panel";
import { ForecastPanel } from "@/features/forecast/forecast-panel";
import { WaitingInvitations } from "@/features/grants/waiting-invitations";
import { InsightsCard } from "@/features/insights/insights-card";
import { TaxesCard } from "@/features/taxes/taxes-card";
import { TransactionsPanel } from "@/features/transactions/transactions-panel";
import { DropZone } from "@/features/uploads/drop-zone";
import styles from "./dashboard.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell"))("dashboard") };
}

export default async function DashboardPage() {
  const t = await getTranslations("shell");
  return (
    <>
      <h1 className="page-title">{t("dashboard")}</h1>
      <WaitingInvitations />
      <div className={styles.top}>
        <AccountsPanel />
        <div id="upload">
          <DropZone />
        </div>
      </div>
      <InsightsCard />
      <TaxesCard />
      <div id="forecast">
        <ForecastPanel />
      </div>
      <div id="transactions">
        <TransactionsPanel />
      </div>
    </>
  );
}
