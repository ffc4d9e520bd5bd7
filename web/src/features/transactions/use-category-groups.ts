"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import { useQuery } from "urql";
import { groupCategories, type CategoryGroup } from "./category-groups";
import { Categories } from "./transaction-operations";

/** The categories a person may choose from; empty while they load. */
export function useCategoryGroups(): CategoryGroup[] {
  const locale = useLocale();
  const [{ data }] = useQuery({ query: Categories, variables: { locale } });
  return useMemo(() => groupCategories(data?.categories ?? [], locale), [data, locale]);
}
