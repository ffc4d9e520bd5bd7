// Shows push messages and opens the page that they are about. It keeps nothing and fetches nothing.
self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data ? event.data.json() : {};
  } catch {
    // What is no message of ours is shown without words: browsers want something to be shown.
  }
  const { id, title, body, path, lang } = told;
  event.waitUntil(
    self.registration.showNotification(title || "Solvent", {
      body: body || "",
      lang: lang || "",
      tag: id, // the same message again takes the place of the first
      icon: "/icon.svg",
      data: { path: typeof path === "string" && path.startsWith("/") && !path.startsWith("//") ? path : "/notifications" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data.path, self.location.origin).href;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async (windows) => {
      const [open] = windows;
      if (!open) return self.clients.openWindow(address);
      await open.focus();
      return open.navigate(address).catch(() => self.clients.openWindow(address));
    }),
  );
});
