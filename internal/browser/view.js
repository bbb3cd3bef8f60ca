// What a page shows, read from an isolated world of it: the page's scripts
// cannot change what stands here, and since a page can shadow members of
// document with names of its elements, each is reached through its prototype.
//
// After many nodes that stand in closed shadow roots come pairs: the element of a frame,
// and of what stands in it {html, url, kind}.
(function (want, longest, many) {
"use strict";
const frames = Array.prototype.slice.call(arguments, 3 + many);
const get = (type, name) =>
  Function.prototype.call.bind(Object.getOwnPropertyDescriptor(type.prototype, name).get);
const method = (type, name) => Function.prototype.call.bind(type.prototype[name]);

// A closed shadow root is shown like an open one, but no element tells of it.
const closed = new Map();
for (const n of Array.prototype.slice.call(arguments, 3, 3 + many)) {
  const r = method(Node, "getRootNode")(n);
  if (r instanceof ShadowRoot) closed.set(get(ShadowRoot, "host")(r), r);
}
const openRoot = get(Element, "shadowRoot");
const shadowRoot = (e) => openRoot(e) || closed.get(e) || null;

const root = get(Document, "documentElement")(document);
const bounded = (s) => ({ text: s.slice(0, longest).toWellFormed(), cut: s.length > longest });

// Shadow roots, those inside others too. getHTML writes those that it is given as
// <template shadowrootmode>.
function shadowRoots(node, found) {
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
  const shell = unmarked(get(Element, "outerHTML")(method(Node, "cloneNode")(root, false)));
  const end = shell.lastIndexOf("</");
  const inside = frames.length ? around() : unmarked(method(Element, "getHTML")(root, { shadowRoots: shadowRoots(root, []) }));
  return head + shell.slice(0, end) + inside + shell.slice(end);
}

// What stands in a frame is written behind its element, as a template that no browser
// shows: it shows the frame.
const inFrame = () => {
  const of = new Map();
  for (let i = 0; i + 1 < frames.length; i += 2) of.set(frames[i], frames[i + 1]);
  return of;
};
const escaped = (s) => s.replace(/&/g, "&amp;").replace(/\u00a0/g, "&nbsp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
// A page that writes our mark itself would have what nobody sees taken for text.
const unmarked = (s) => s.replace(/data-archiver-frame/gi, "data-page-archiver-frame");
const framed = (f) => `<template data-archiver-frame="${f.kind}" data-src="${escaped(f.url)}">${f.html}</template>`;

// around writes the document around its frames: what is on the way to one piece by
// piece, and all else as getHTML does.
function around() {
  const parent = get(Node, "parentNode"), childNodes = get(Node, "childNodes");
  const outer = (e) => unmarked(get(Element, "outerHTML")(e)), of = inFrame(), way = new Set();
  for (const e of of.keys())
    for (let n = e; n && !way.has(n); n = n instanceof ShadowRoot ? get(ShadowRoot, "host")(n) : parent(n)) way.add(n);
  // A copy in a document of no window: no script of the page's runs for it.
  const inert = method(DOMImplementation, "createHTMLDocument")(get(Document, "implementation")(document), "");
  const shell = (e) => outer(method(Document, "importNode")(inert, e, false));
  const parts = (e, inside) => {
    const s = shell(e), end = s.lastIndexOf("</");
    return s.slice(0, end) + inside + s.slice(end);
  };
  const write = (n) => {
    if (n instanceof Text) return escaped(get(CharacterData, "data")(n));
    if (!(n instanceof Element)) return "";
    if (of.has(n)) return outer(n) + framed(of.get(n));
    if (way.has(n)) return parts(n, inside(n));
    const shadows = shadowRoots(n, []);
    return shadows.length ? parts(n, unmarked(method(Element, "getHTML")(n, { shadowRoots: shadows }))) : outer(n);
  };
  const inside = (n) => {
    const s = n instanceof Element && shadowRoot(n);
    const shade = s ? `<template shadowrootmode="${get(ShadowRoot, "mode")(s)}">${inside(s)}</template>` : "";
    return shade + [...childNodes(n)].map(write).join("");
  };
  return inside(root);
}

// seen tells whether a reader sees the frame of an element as a part of the page. What
// hangs over the page is one only where it is the page.
function owner(e) {
  const box = method(Element, "getBoundingClientRect")(e), attribute = method(Element, "getAttribute");
  let hangs = false;
  for (let o = e, n = 0; o && n < 1000; o = above(o), n++) hangs ||= getComputedStyle(o).position === "fixed";
  const inSight = method(Element, "checkVisibility")(e, { opacityProperty: true, visibilityProperty: true });
  return {
    seen: inSight && box.width >= 200 && box.height >= 50 && box.right + scrollX > 0 && box.bottom + scrollY > 0 &&
      (!hangs || box.width * box.height >= 0.6 * innerWidth * innerHeight),
    names: ["id", "name", "class", "title", "src", "data"].map((a) => (attribute(e, a) || "").slice(0, 500)).join(" ").toWellFormed(),
    all: box.width * box.height >= 0.5 * innerWidth * innerHeight && root instanceof HTMLElement && get(HTMLElement, "innerText")(root).trim().length < 200,
  };
}

// frame writes what the body of a frame's document shows, as markup that can't reach
// out of the place where it is put: no comments, scripts or styles, names of few
// letters, and every element ended.
function frame() {
  const body = get(Document, "body")(document) || root;
  if (!body) return "";
  const childNodes = get(Node, "childNodes"), attribute = method(Element, "getAttribute");
  const of = inFrame(), out = [];
  const left = new Set("script style template noscript noembed noframes head title base meta link img canvas video audio object embed iframe frame datalist".split(" "));
  const undrawn = new Set("desc metadata defs symbol clipPath mask pattern marker".split(" "));
  const empty = new Set("br hr input wbr col area source track param".split(" "));
  const kept = "class id role type colspan rowspan open selected multiple rel lang".split(" ");
  const other = { plaintext: "div", xmp: "pre", body: "div", frameset: "div", html: "div", listing: "pre" };
  let length = 0, nodes = 0;
  const put = (s) => { out.push(s); length += s.length; };
  const write = (n, deep, visible) => {
    if (length > longest || ++nodes > 100000) return;
    if (n instanceof Text) {
      if (visible) put(escaped(get(CharacterData, "data")(n)));
      return;
    }
    if (!(n instanceof Element)) return;
    const local = get(Element, "localName")(n);
    if (of.has(n)) return put(framed(of.get(n)));
    const drawn = n instanceof SVGElement;
    if (left.has(local) || drawn && undrawn.has(local)) return;
    const style = getComputedStyle(n);
    if (style.display === "none" || style.display === "") return; // "": in no slot
    const name = drawn && local === "foreignObject" ? local : other[local] || (/^[a-z][a-z0-9-]{0,40}$/.test(local) ? local : "span");
    let tag = "<" + name;
    for (const a of drawn && local === "tspan" ? [...kept, "y", "dy"] : kept) {
      const v = attribute(n, a);
      if (v !== null) tag += ` ${a}="${escaped(v.slice(0, 500))}"`;
    }
    if (n instanceof HTMLAnchorElement && attribute(n, "href") !== null) tag += ` href="${escaped(get(HTMLAnchorElement, "href")(n).slice(0, 2000))}"`;
    if (style.textDecorationLine.includes("line-through")) tag += ' style="text-decoration:line-through"';
    put(tag + ">");
    if (empty.has(name)) return;
    const s = shadowRoot(n);
    if (deep < 200) {
      if (s) for (const c of childNodes(s)) write(c, deep + 1, style.visibility === "visible");
      for (const c of childNodes(n)) write(c, deep + 1, style.visibility === "visible");
    } else if (n instanceof HTMLElement) put(escaped(get(HTMLElement, "innerText")(n)));
    put(`</${name}>`);
  };
  write(body, 0, true);
  return out.join("");
}

// innerText leaves shadow roots out: what they show follows, in their order.
function text() {
  const body = get(Document, "body")(document);
  if (!body) return root ? get(Node, "textContent")(root) : "";
  return textOf(body);
}

function textOf(e) {
  const innerText = get(HTMLElement, "innerText"), childNodes = get(Node, "childNodes");
  const parts = [e instanceof HTMLElement ? innerText(e) : get(Node, "textContent")(e)];
  let length = parts[0].length;
  for (const s of shadowRoots(e, []))
    for (const e of childNodes(s)) {
      const words = e instanceof Text && method(Element, "checkVisibility")(get(ShadowRoot, "host")(s), { visibilityProperty: true });
      if (!words && (!(e instanceof HTMLElement) || e instanceof HTMLStyleElement) || length > longest) continue;
      const t = words ? get(CharacterData, "data")(e) : innerText(e);
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

// drawn counts the canvases that take up much of the window: what stands in one is not read.
function drawn() {
  const query = method(Document, "querySelectorAll"), boxOf = method(Element, "getBoundingClientRect");
  return [...query(document, "canvas")].slice(0, 100).filter((e) => {
    const box = boxOf(e);
    return box.width * box.height >= 0.3 * innerWidth * innerHeight && method(Element, "checkVisibility")(e, { opacityProperty: true, visibilityProperty: true });
  }).length;
}

// onward tells what says that the page is about to send its reader on.
function onward() {
  const query = method(Document, "querySelectorAll"), attribute = method(Element, "getAttribute");
  const metas = [...query(document, "meta[http-equiv]")].slice(0, 1000);
  const meta = metas.find((m) => attribute(m, "http-equiv").trim().toLowerCase() === "refresh");
  const said = text().slice(0, 20000), words = said.split(/\s+/).filter((w) => w).length + Math.floor((said.match(unspaced) || []).length / 2);
  const scripts = [...query(document, "script")].slice(0, 200);
  const leaves = (code) => /\bset(?:Timeout|Interval)\s*\(/.test(code) &&
    /\blocation(?:\s*\.\s*href)?\s*=(?!=)|\blocation\s*\.\s*(?:replace|assign)\b/.test(code);
  return {
    words,
    refresh: ((meta && attribute(meta, "content")) || "").slice(0, 4000).toWellFormed(),
    base: get(Node, "baseURI")(document).slice(0, 4000).toWellFormed(),
    leaves: scripts.some((e) => leaves(get(Node, "textContent")(e).slice(0, 100000))),
    says: scripts.length > 0 && words < 100 && new RegExp(sentOn.join("|"), "iu").test(get(Document, "title")(document).slice(0, 1000) + " " + said),
  };
}

// Scripts that write without spaces: two letters count as a word.
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/gu;

// What pages call it in the languages that they are cited in.
const sentOn = ["redirect", "you (?:will|are) be(?:ing)? (?:automatically )?(?:taken|sent|forwarded|transferred)", "перенаправ", "переадрес",
  "weitergeleitet", "weiterleitung", "redirig", "redirec?ci", "redirecion", "reindirizz", "doorgestuurd", "doorverwezen", "przekierow", "přesměrov",
  "yönlendir", "переспрям", "бағыттал", "إعادة توجيه", "リダイレクト", "自動的に移動", "跳转", "跳轉"];

switch (want) {
case "facts":
  return {
    url: String(location.href),
    title: String(get(Document, "title")(document)).slice(0, 1000).toWellFormed(),
    type: String(get(Document, "contentType")(document)),
    drawn: drawn(),
  };
case "dom":
  return root ? bounded(dom()) : bounded("");
case "onward":
  return onward();
case "text":
  return bounded(text());
case "owner":
  return owner(frames[0]);
case "frame":
  return { text: frame().toWellFormed(), cut: false };
case "cover":
  return cover();
}
})
