import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BooksFrame } from "@/features/books/books-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("books"))("title"), referrer: "no-referrer" };
}

type BooksPageProps = { params: Promise<{ grantId: string }> };

/** Somebody else's books, under the grant that the address names. One's own pages stay as they are beside it. */
export default async function BooksPage({ params }: BooksPageProps) {
  const { grantId } = await params;
  return <BooksFrame grantId={decodeURIComponent(grantId)} />;
}
