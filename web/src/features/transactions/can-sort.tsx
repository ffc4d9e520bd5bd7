"use client";

import { createContext, useContext } from "react";

const CanSortContext = createContext(true);

/** False around books that may be read only. */
export const CanSort = CanSortContext.Provider;

export function useCanSort(): boolean {
  return useContext(CanSortContext);
}
