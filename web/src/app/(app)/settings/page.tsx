import { redirect } from "next/navigation";

/** Invitations that were mailed before the settings had pages of their own lead here. */
export default function SettingsPage() {
  redirect("/settings/access");
}
