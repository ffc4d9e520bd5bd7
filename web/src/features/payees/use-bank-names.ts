"use client";

import { useMemo } from "react";
import { useQuery } from "urql";
import { PayeeBanks } from "./payee-operations";

/** The banks that can be paid at, by name, and what a code is called; the code itself while that is not known. */
export function useBankNames() {
  const [{ data }] = useQuery({ query: PayeeBanks });
  return useMemo(() => {
    const banks = [...(data?.banks ?? [])].sort((one, other) => one.name.localeCompare(other.name));
    const names = new Map(banks.map(({ code, name }) => [code, name]));
    return { banks, nameOf: (code: string) => names.get(code) ?? code };
  }, [data]);
}
