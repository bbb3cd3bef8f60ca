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
  return textOf(body);
}

function textOf(e) {
  const innerText = get(HTMLElement, "innerText"), children = get(DocumentFragment, "children");
  const parts = [e instanceof HTMLElement ? innerText(e) : get(Node, "textContent")(e)];
  let length = parts[0].length;
  for (const s of shadowRoots(e, []))
    for (const e of children(s)) {
      if (!(e instanceof HTMLElement) || e instanceof HTMLStyleElement || length > longest) continue;
      const t = innerText(e);
      if (t.trim()) parts.push(t);
      length += t.length;
    }
  return parts.join("\n");
}

// What lies over the page. At points all over the window, the first thing from the
// top that is not seen through has to stand in one and the same positioned element,
// and so wherever the page is scrolled to: a first screen that the text follows, or
// that it is drawn over, is no cover. What holds nearly all of the words is the page.
const across = 6, nearly = 0.8, leastBelow = 200;

function cover() {
  const body = get(Document, "body")(document), scroller = get(Document, "scrollingElement")(document);
  if (!(body instanceof HTMLElement)) return bounded("");
  const over = withoutHoles(() => {
    let found = null; // elements that covered the window so far
    const height = scroller ? get(Element, "scrollHeight")(scroller) : 0;
    const x = scrollX, y = scrollY, to = (y) => window.scrollTo({ left: x, top: y, behavior: "instant" });
    for (const at of height > innerHeight * 1.2 ? [0, (height - innerHeight) / 2, height] : [y]) {
      to(at);
      const now = covering();
      found = found ? found.filter((e) => now.includes(e)) : now;
      if (!found.length) break;
    }
    to(y);
    return found;
  });
  const all = over.length ? text().length : 0;
  for (let e of over.slice(0, 50)) {
    let t = textOf(e).trim();
    for (let n = 0; !t && n < 3 && above(e); n++) t = textOf(e = above(e)).trim(); // a curtain: its words stand beside it
    if (t && all - t.length >= leastBelow) return { ...bounded(t), closes: closes(e) };
  }
  return bounded("");
}

// Elements that the pointer goes through cover no less.
function withoutHoles(f) {
  const held = Object.getOwnPropertyDescriptor(Document.prototype, "adoptedStyleSheets");
  const before = [...held.get.call(document)], sheet = new CSSStyleSheet();
  sheet.replaceSync("*{pointer-events:auto!important}");
  held.set.call(document, [...before, sheet]);
  try {
    return f();
  } finally {
    held.set.call(document, before);
  }
}

function above(e) {
  const p = get(Node, "parentNode")(e);
  return p instanceof ShadowRoot ? get(ShadowRoot, "host")(p) : p instanceof Element ? p : null;
}

// covering gives the positioned elements that cover the window, the outermost first.
function covering() {
  const hits = method(Document, "elementsFromPoint"), inShadow = method(ShadowRoot, "elementsFromPoint");
  const shadowRoot = get(Element, "shadowRoot");
  const count = new Map(), solid = new Map();
  const isSolid = (e) => {
    if (!solid.has(e)) solid.set(e, opaque(e));
    return solid.get(e);
  };
  const at = (root, x, y, depth) => {
    for (const e of root instanceof ShadowRoot ? inShadow(root, x, y) : hits(root, x, y)) {
      const inner = depth < 20 && shadowRoot(e);
      const found = inner && inner !== root && at(inner, x, y, depth + 1);
      if (found) return found;
      if (isSolid(e)) return e;
    }
    return null;
  };
  for (let i = 0; i < across * across; i++) {
    const x = innerWidth * (i % across + 0.5) / across, y = innerHeight * (Math.floor(i / across) + 0.5) / across;
    for (let e = at(document, x, y, 0), n = 0; e && n < 1000; e = above(e), n++) count.set(e, (count.get(e) || 0) + 1);
  }
  const depth = (e) => { let n = 0; for (; e && n < 1000; e = above(e)) n++; return n; };
  return [...count].filter(([e, n]) => n >= nearly * across * across && ["fixed", "absolute", "sticky"].includes(getComputedStyle(e).position))
    .map(([e]) => [depth(e), e]).sort((a, b) => a[0] - b[0]).map(([, e]) => e);
}

// opaque tells whether what is behind an element is not seen.
function opaque(e) {
  const style = getComputedStyle(e);
  let alpha = 1;
  for (let o = e, n = 0; o && n < 1000; o = above(o), n++) alpha *= Number(getComputedStyle(o).opacity);
  if (alpha < 0.9 || style.visibility !== "visible") return false;
  if (e instanceof HTMLImageElement || e instanceof HTMLVideoElement || e instanceof HTMLIFrameElement) return true;
  if (style.backgroundImage.includes("url(")) return true;
  const colour = style.backgroundColor, slash = /[/,]\s*([\d.]+%?)\s*\)$/.exec(colour);
  if (colour === "transparent") return false;
  const see = colour.startsWith("rgba") || colour.includes("/") ? slash && (slash[1].endsWith("%") ? parseFloat(slash[1]) / 100 : Number(slash[1])) : 1;
  return see >= 0.9;
}

// closes tells whether there is something in a cover that a reader may press to be
// rid of it, or has to fill in.
function closes(e) {
  const query = method(Element, "querySelectorAll"), within = method(DocumentFragment, "querySelectorAll");
  const pressed = "button, input:not([type=hidden]), select, textarea, summary, iframe, [role=button], [onclick], [tabindex], [aria-label], a[href^='#'], a[href^='javascript:' i], a:not([href])";
  if (query(e, pressed).length || shadowRoots(e, []).some((s) => within(s, pressed).length)) return true;
  return [...query(e, "*")].slice(0, 500).some((c) => getComputedStyle(c).cursor === "pointer" && !method(Element, "closest")(c, "a[href]"));
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
case "cover":
  return cover();
}
})
