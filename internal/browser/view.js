// What a page shows, read from an isolated world of it: the page's scripts
// cannot change what stands here, and since a page can shadow members of
// document with names of its elements, each is reached through its prototype.
(function (want, longest) {
"use strict";
const get = (type, name) =>
  Function.prototype.call.bind(Object.getOwnPropertyDescriptor(type.prototype, name).get);
const method = (type, name) => Function.prototype.call.bind(type.prototype[name]);

const root = get(Document, "documentElement")(document);
const bounded = (s) => ({ text: s.slice(0, longest).toWellFormed(), cut: s.length > longest });

// Open shadow roots, those inside others too. getHTML writes those that it is
// given as <template shadowrootmode>.
function shadowRoots(node, found) {
  const shadowRoot = get(Element, "shadowRoot");
  const next = method(TreeWalker, "nextNode");
  const walk = method(Document, "createTreeWalker")(document, node, NodeFilter.SHOW_ELEMENT);
  for (let n = node; n && found.length < 20000; n = next(walk)) {
    const s = n instanceof Element && shadowRoot(n);
    if (s) {
      found.push(s);
      shadowRoots(s, found);
    }
  }
  return found;
}

function dom() {
  const type = get(Document, "doctype")(document);
  let head = type ? new XMLSerializer().serializeToString(type) + "\n" : "";
  if (!(root instanceof HTMLElement)) return head + new XMLSerializer().serializeToString(root);
  const shell = get(Element, "outerHTML")(method(Node, "cloneNode")(root, false));
  const end = shell.lastIndexOf("</");
  return head + shell.slice(0, end) + method(Element, "getHTML")(root, { shadowRoots: shadowRoots(root, []) }) + shell.slice(end);
}

// innerText leaves shadow roots out: what they show follows, in their order.
function text() {
  const body = get(Document, "body")(document);
  if (!body) return root ? get(Node, "textContent")(root) : "";
  const innerText = get(HTMLElement, "innerText"), children = get(DocumentFragment, "children");
  const parts = [innerText(body)];
  let length = parts[0].length;
  for (const s of shadowRoots(body, []))
    for (const e of children(s)) {
      if (!(e instanceof HTMLElement) || e instanceof HTMLStyleElement || length > longest) continue;
      const t = innerText(e);
      if (t.trim()) parts.push(t);
      length += t.length;
    }
  return parts.join("\n");
}

switch (want) {
case "facts":
  return {
    url: String(location.href),
    title: String(get(Document, "title")(document)).slice(0, 1000).toWellFormed(),
    type: String(get(Document, "contentType")(document)),
  };
case "dom":
  return root ? bounded(dom()) : bounded("");
case "text":
  return bounded(text());
}
})
