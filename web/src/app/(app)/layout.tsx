import type { ReactNode } from "react";
import { AppShell } from "@/features/shell/app-shell";

/** One frame for all pages behind the sign-in: what runs on one page goes on while another is looked at. */
export default function AppLayout({ children }: { children: ReactNode }) {
  return <AppShell>{children}</AppShell>;
}
