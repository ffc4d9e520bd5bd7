"use client";

export { PageFailure as default } from "@/features/shell/page-failure";
