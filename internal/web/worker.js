// In front of the viewer's own service worker, which follows in workerPath's second file:
// every answer of it gets a policy more. Policies add up, so this one can only forbid. The
// viewer's own lets WebSockets go anywhere.
"use strict";
(() => {
  const listen = self.addEventListener;
  const tighten = (answer) => {
    if (!(answer instanceof Response) || answer.status < 200) return answer; // an error, or what has no head
    const headers = new Headers(answer.headers);
    headers.append("Content-Security-Policy", POLICY);
    headers.set("X-DNS-Prefetch-Control", "off");
    return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
  };
  self.addEventListener = (type, listener, options) => {
    if (type !== "fetch") return listen.call(self, type, listener, options);
    return listen.call(self, type, (event) => {
      const respond = event.respondWith;
      event.respondWith = (answer) => respond.call(event, Promise.resolve(answer).then(tighten));
      listener.call(self, event);
    }, options);
  };
  importScripts(VIEWER);
})();
