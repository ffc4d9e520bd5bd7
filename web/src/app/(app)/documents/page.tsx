import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DocumentList } from "@/features/documents/document-list";
import { SearchPanel } from "@/features/documents/search-panel";
import { DropZone } from "@/features/uploads/drop-zone";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell"))("documents") };
}

export default async function DocumentsPage() {
  const t = await getTranslations("shell");
  return (
    <>
      <h1 className="page-title">{t("documents")}</h1>
      <SearchPanel />
      <DropZone />
      <DocumentList />
    </>
  );
}
