// What is done to a page, from inside it. behave.go runs this file in an
// isolated world of the page: it shares the document with the page's own
// scripts, but none of their objects. A page can still shadow members of
// document and of forms with names of its elements, so every member is reached
// through its prototype.
//
// Each function does a bounded piece of work and returns plain data. The caller
// waits, counts and decides when it is enough.
(function (table) {
"use strict";
if (Object.hasOwn(globalThis, "archiver")) return; // an element's id may say so too

const method = (type, name) => Function.prototype.call.bind(type.prototype[name]);
const getter = (type, name) =>
  Function.prototype.call.bind(Object.getOwnPropertyDescriptor(type.prototype, name).get);

const queryDocument = method(Document, "querySelectorAll");
const queryElement = method(Element, "querySelectorAll");
const queryFragment = method(DocumentFragment, "querySelectorAll");
const atPointDocument = method(Document, "elementsFromPoint");
const atPointShadow = method(ShadowRoot, "elementsFromPoint");
const parentNode = getter(Node, "parentNode");
const isConnected = getter(Node, "isConnected");
const textContent = getter(Node, "textContent");
const data = getter(CharacterData, "data");
const contains = method(Node, "contains");
const host = getter(ShadowRoot, "host");
const openRoot = getter(Element, "shadowRoot");
const rootNode = method(Node, "getRootNode");
const tagName = getter(Element, "tagName");
const matches = method(Element, "matches");
const nextSibling = getter(Element, "nextElementSibling");
const attribute = method(Element, "getAttribute");
const setAttribute = method(Element, "setAttribute");
const hasAttribute = method(Element, "hasAttribute");
const rectangle = method(Element, "getBoundingClientRect");
const shown = method(Element, "checkVisibility");
const scrollTop = getter(Element, "scrollTop");
const scrollHeight = getter(Element, "scrollHeight");
const clientHeight = getter(Element, "clientHeight");
const scrollElement = method(Element, "scrollTo");
const innerText = getter(HTMLElement, "innerText");
const click = method(HTMLElement, "click");
const inlineStyle = getter(HTMLElement, "style");
const pause = method(HTMLMediaElement, "pause");
const paused = getter(HTMLMediaElement, "paused");
const body = () => getter(Document, "body")(document);
const page = () => getter(Document, "scrollingElement")(document) || getter(Document, "documentElement")(document);

// Bounds of one call: elements looked at, and characters of a text.
const manyElements = 20000, longText = 20000;

// ---- the tree, shadow roots included

// A closed shadow root is as much a part of the page as an open one, but no element tells
// of it: the caller gives a node of each, as far as it knows of them.
const closedRoots = new WeakMap();
const shadowRoot = e => openRoot(e) || closedRoots.get(e) || null;

function shade(...nodes) {
  for (const n of nodes) {
    const r = rootNode(n);
    if (r instanceof ShadowRoot) closedRoots.set(host(r), r);
  }
}

function query(root, selector) {
  if (root instanceof Document) return queryDocument(root, selector);
  if (root instanceof Element) return queryElement(root, selector);
  return queryFragment(root, selector);
}

let documentRoots = null; // what rootsIn gave for the document in this call

// rootsIn gives root and the shadow roots under it.
function rootsIn(root) {
  if (root !== document) return findRoots(root);
  return documentRoots ||= findRoots(document);
}

function findRoots(root) {
  const roots = [root];
  let looked = 0;
  if (root instanceof Element && shadowRoot(root)) roots.push(shadowRoot(root));
  for (let i = 0; i < roots.length && roots.length < 200; i++) {
    for (const e of query(roots[i], "*")) {
      if (++looked > manyElements) return roots;
      const inner = shadowRoot(e);
      if (inner) roots.push(inner);
    }
  }
  return roots;
}

function all(root, selector, most = 2000) {
  const out = [];
  for (const r of rootsIn(root)) {
    for (const e of query(r, selector)) {
      out.push(e);
      if (out.length >= most) return out;
    }
  }
  return out;
}

function up(e) {
  const p = parentNode(e);
  if (p instanceof ShadowRoot) return host(p);
  return p instanceof Element ? p : null;
}

function nearest(e, selector) {
  for (let i = 0; e && i < 500; e = up(e), i++) if (matches(e, selector)) return e;
  return null;
}

function holds(outer, e) {
  for (let i = 0; e && i < 500; e = up(e), i++) if (e === outer) return true;
  return false;
}

function text(e) {
  let s = "";
  for (const r of rootsIn(e)) {
    if (s.length > longText) break;
    if (r instanceof HTMLElement) s += innerText(r) + "\n";
    else if (r instanceof Element) s += textContent(r) + "\n";
    else for (const c of query(r, ":host > *, *")) {
      if (parentNode(c) === r && c instanceof HTMLElement && !matches(c, "style, script, template")) s += innerText(c) + "\n";
    }
  }
  return s.slice(0, longText);
}

function visible(e) {
  if (!isConnected(e) || !shown(e, {opacityProperty: true, visibilityProperty: true})) return false;
  const r = rectangle(e);
  return r.width > 1 && r.height > 1 && r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth;
}

// seen is true if the element, or one of the first things in it, is on screen:
// the root of a dialog is often empty itself.
function seen(e) {
  if (visible(e)) return true;
  return all(e, "*", 60).some(visible);
}

// ---- words

function plain(s) {
  return s.toLowerCase().normalize("NFKC").replace(/[\s\u200b-\u200f\u00ad]+/gu, " ")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").replace(/[’‘`´]/g, "'");
}
const whole = list => new RegExp("^(?:" + list.join("|") + ")$", "u");
const within = list => new RegExp("(?<![\\p{L}\\p{N}])(?:" + list.join("|") + ")(?![\\p{L}\\p{N}])", "u");
const words = {
  reject: whole(table.reject), expand: whole(table.expand), answer: within(table.answer),
  never: within(table.never), login: within(table.login), pay: within(table.pay),
  age: within(table.age), kitchen: within(table.kitchen), frame: new RegExp(table.frame, "i"),
  about: table.about.map(within), loading: within(table.loading),
};

function label(e) {
  let s = e instanceof HTMLInputElement ? attribute(e, "value") || "" : text(e);
  if (!plain(s)) s = attribute(e, "aria-label") || attribute(e, "title") || "";
  return s.slice(0, 200).trim();
}

// ---- what may be pressed

const pressable = "button, [role=button], a, summary, input[type=button], [tabindex='0'], [onclick]";

// safe is true if pressing e follows no link and sends no form.
function safe(e) {
  if (!(e instanceof HTMLElement) || !visible(e) && !shown(e)) return false;
  const link = nearest(e, "a, area");
  if (link) {
    const to = (attribute(link, "href") || "#").trim();
    if (!to.startsWith("#") && !/^javascript:/i.test(to) || hasAttribute(link, "download")) return false;
    if (/^javascript:/i.test(to) && /location|open\s*\(|submit/i.test(to)) return false;
  }
  const button = nearest(e, "button, input");
  if (button && nearest(button, "form") || button && hasAttribute(button, "form")) {
    const type = (attribute(button, "type") || (tagName(button) === "BUTTON" ? "submit" : "text")).toLowerCase();
    if (type !== "button") return false;
  }
  return !hasAttribute(e, "disabled") && attribute(e, "aria-disabled") !== "true";
}

// ---- waiting and media

let mutations = 0;
const began = performance.now();
// When something was last done to the page, and when it was last given an answer: for a
// while after, it is that which makes the text grow.
let acted = loaded() || began, answered = 0, first = true;
const ours = 600;
// length is of the text, from 0 when we came, and longest what it once was. A text of
// which more is written gets longer; a clock or a carousel comes back to what it was.
let length = 0, longest = 0, grew = -1, grewAny = -1;
const leastGrowth = 8;
const unread = "script, style, template, noscript, textarea, head *";

// written is the length of what a node shows, as far as its kind tells.
function written(n) {
  if (n instanceof Text) return data(n).length;
  if (!(n instanceof Element) || matches(n, unread)) return 0;
  let most = textContent(n).length;
  for (const e of queryElement(n, unread)) most -= textContent(e).length;
  return most;
}

// loaded is when the page was.
function loaded() {
  const n = performance.getEntriesByType("navigation")[0];
  return n ? n.loadEventEnd : 0;
}

const act = () => { acted = performance.now(); };

const watcher = new MutationObserver(list => {
  mutations += list.length;
  for (const r of list) {
    const to = r.target, e = to instanceof Element ? to : parentNode(to);
    if (e instanceof Element && nearest(e, unread)) continue;
    if (to instanceof Text) length += data(to).length - (r.oldValue || "").length;
    for (const n of r.addedNodes) length += written(n);
    if (came) for (const n of r.addedNodes) if (n instanceof Element) came.elements.add(n);
    for (const n of r.removedNodes) length -= written(n);
  }
  if (length < longest + leastGrowth) return;
  longest = length;
  const now = performance.now();
  grewAny = now;
  if (now - Math.max(acted, answered) > ours) grew = now;
});
const watched = new WeakSet();

// watch follows the document, and the shadow roots that are there by now.
function watch() {
  for (const r of rootsIn(document)) {
    if (watched.has(r)) continue;
    watched.add(r);
    watcher.observe(r, {childList: true, characterData: true, characterDataOldValue: true, subtree: true});
  }
}
watch();

// writing tells whether the text grows by itself.
function writing() {
  watch();
  const now = performance.now(), b = body();
  const said = b && textContent(b).length < 20000 ? plain(text(b)) : null;
  const poor = said !== null && said.split(" ").length < fewWords;
  const ago = t => t < 0 ? -1 : now - t;
  return {grew: ago(grew), any: ago(grewAny), age: now - began, poor, timed: poor && timed(said)};
}
const fewWords = 60;

function timed(said) {
  if (words.loading.test(said) || all(document, "[aria-busy=true], [role=progressbar], progress:not([value])", 5).some(visible)) return true;
  const scripts = [...query(document, "script")].slice(0, 200);
  return said === "" && scripts.length > 0 || scripts.some(s => /\b(?:set(?:Timeout|Interval)|EventSource|WebSocket)\b/.test(textContent(s).slice(0, 100000)));
}

// had are the addresses, without query, of what the page has been given. That comes
// later than the network has it, and much later on a machine with much to do.
const had = new Set(), manyHad = 5000, brings = /^(?:fetch|xmlhttprequest|script|iframe)$/;
new PerformanceObserver(list => {
  if (list.getEntries().some(e => brings.test(e.initiatorType))) {
    answered = first ? Math.max(...list.getEntries().map(e => e.responseEnd)) : performance.now();
  }
  first = false;
  for (const e of list.getEntries()) if (had.size < manyHad) had.add(e.name.slice(0, 4000).split(/[?#]/, 1)[0]);
}).observe({type: "resource", buffered: true});

const given = addresses => addresses.every(a => had.has(a));

function state() {
  // Where scrolling has led a page, it still is.
  const at = came && came.addresses.has(location.href) ? came.at : location.href;
  return {mutations, url: at.slice(0, 4000), height: scrollHeight(page())};
}

function media() {
  let n = 0;
  for (const m of all(document, "video, audio", 200)) if (!paused(m)) { pause(m); n++; }
  return n;
}

// ---- scrolling

let scroller = null;

// findScroller takes the document where it scrolls, else the largest element at
// the middle of the window that does.
function findScroller() {
  const p = page();
  if (!p) return null;
  if (scrollHeight(p) > innerHeight + 20 && !locked()) return p;
  for (const start of stack(innerWidth / 2, innerHeight / 2).slice(0, 4)) {
    for (let e = start, i = 0; e && i < 100; e = up(e), i++) {
      if (scrollHeight(e) <= clientHeight(e) + 100 || clientHeight(e) < innerHeight / 2) continue;
      if (/auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
    }
  }
  // A reader cannot scroll what is locked. Its text is read all the same, so that which
  // comes as it is scrolled is, too.
  const b = body();
  if (b && b !== p && scrollHeight(p) <= innerHeight + 20 && scrollHeight(b) > clientHeight(b) + 100) return b;
  return p;
}

function scrollStep() {
  if (!scroller || !isConnected(scroller)) scroller = findScroller();
  if (!scroller) return {};
  noteAddress();
  const other = putAway();
  const inner = scroller !== page(), from = scrollTop(scroller);
  const view = inner ? clientHeight(scroller) : innerHeight;
  scrollElement(scroller, {top: from + Math.max(100, view * 0.8), behavior: "instant"});
  const to = scrollTop(scroller);
  if (to > from) act();
  follow();
  return {other, moved: Math.round(to - from), top: Math.round(to), inner,
    left: Math.round(scrollHeight(scroller) - to - view)};
}

// came is where the page was when scrolling began, and what addresses it has had and what
// elements have come since.
let came = null;

function noteAddress() {
  came ||= {at: location.href, addresses: new Set(), elements: new WeakSet(), other: null};
  if (came.addresses.size < 1000) came.addresses.add(location.href);
}

// What scrolling sets off in a page comes with the frame that its events are in, or shortly
// behind it, and may lead it through many addresses between two of our steps, also when
// something is scrolled to be pressed.
let scrolling = 0;
addEventListener("scroll", () => {
  const mine = ++scrolling;
  requestAnimationFrame(() => setTimeout(() => { if (mine === scrolling) scrolling = 0; }));
}, {capture: true, passive: true});
navigation.addEventListener("currententrychange", () => { if (came && scrolling) noteAddress(); });

// elsewhere tells whether the page says that it has become another one: not a part of it,
// whose address goes on with its own, not its own with a title behind a hyphen, and not
// another view of it, by a query.
function elsewhere() {
  if (!came || location.href === came.at) return false;
  const path = u => new URL(u).pathname.replace(/\/+$/, "");
  const was = path(came.at), is = path(location.href);
  return is !== was && !is.startsWith(was + "/") && !is.startsWith(was + "-");
}

// putAway puts away what a page has appended of other pages: what came as it was scrolled
// and is in the middle of the window while the page has another's address, and what came
// behind that. It tells how many elements that were.
function putAway() {
  if (!came) return 0;
  if (!came.other && elsewhere()) {
    for (const e of stack(innerWidth / 2, innerHeight / 2)) {
      for (let p = e, i = 0; p && i < 500; p = up(p), i++) if (came.elements.has(p)) came.other = p;
      if (came.other) break;
    }
  }
  let n = 0;
  const away = e => { if (!hasAttribute(e, hiddenBy) && hide(e, "another page")) n++; };
  if (came.other) away(came.other);
  for (let e = came.other, i = 0; e && e !== body() && i < 500; e = up(e), i++) {
    for (let s = nextSibling(e), k = 0; s && k < 1000; s = nextSibling(s), k++) if (came.elements.has(s)) away(s);
  }
  return n;
}

// readdress gives the page its own address again, which scrolling has changed.
function readdress() {
  if (!came || location.href === came.at) return false;
  history.replaceState(history.state, "", came.at);
  return true;
}

let step = 0, frames = 0, rested = false;

// follow counts what the page has had since a step of scrolling: a frame, before which
// its scroll events come, a second one, by which it knows what came into view, and as
// long as a page lets pass that answers the last of many events only. Our timer is
// behind those that the page has set by then, however late they all are.
function follow() {
  const mine = ++step;
  frames = 0;
  rested = false;
  const frame = () => {
    if (mine !== step) return;
    if (++frames < 2) requestAnimationFrame(frame);
    else setTimeout(() => { if (mine === step) rested = true; }, 300);
  };
  requestAnimationFrame(frame);
}

function followed() {
  noteAddress();
  return {frames, rested, height: scroller ? scrollHeight(scroller) : 0};
}

function scrollBack() {
  if (scroller && isConnected(scroller)) scrollElement(scroller, {top: 0, behavior: "instant"});
  if (page()) scrollElement(page(), {top: 0, left: 0, behavior: "instant"});
}

// ---- unfolding

const furniture = "nav, header, footer, aside, form, dialog, [role=navigation], [role=banner], [role=contentinfo], " +
  "[role=complementary], [role=dialog], [role=alertdialog], [role=search], [role=menu], [role=menubar], [role=toolbar], [role=tablist]";
const content = "main, article, [role=main], [role=article]";

// inContent is true for what stands in the main part of the page. Where a page
// marks none, all but its furniture is.
function inContent(e, marked) {
  let within = false;
  for (let i = 0; e && i < 500; e = up(e), i++) {
    if (matches(e, content)) within = true;
    else if (matches(e, furniture) && !(within && matches(e, "form"))) {
      if (!within || !matches(e, "header, footer, aside")) return false;
    }
  }
  return within || !marked;
}

let folded = [], pressed = new WeakSet();

// unfold opens what needs no click, and remembers what does.
function unfold(most) {
  const marked = all(document, content, 1).length > 0;
  let opened = 0;
  for (const d of all(document, "details:not([open])", 500)) {
    if (inContent(d, marked)) { setAttribute(d, "open", ""); act(); opened++; }
  }
  folded = [];
  for (const e of all(document, pressable + ", [aria-expanded=false], [class*=more i], [class*=expand i]", 5000)) {
    if (folded.length >= most) break;
    if (!pressed.has(e) && folds(e, marked)) { pressed.add(e); folded.push(e); }
  }
  return {opened, found: folded.length};
}

function folds(e, marked) {
  if (!(e instanceof HTMLElement) || textContent(e).length > 400 || !shown(e)) return false;
  if (folded.some(f => holds(f, e) || holds(e, f))) return false;
  if (hasAttribute(e, "aria-haspopup") && attribute(e, "aria-haspopup") !== "false") return false;
  if (/^(combobox|menuitem|tab|option|switch|checkbox|textbox|searchbox)$/.test(attribute(e, "role") || "")) return false;
  const raw = label(e), said = plain(raw);
  const all = said + " " + plain(attribute(e, "aria-label") || "") + " " + plain(attribute(e, "title") || "");
  if (words.never.test(all) || attribute(e, "aria-expanded") === "true") return false;
  const more = said.length <= 60 && (words.expand.test(said) || /^\s*(\.\.\.|…)\s*(more|mehr|ещё|еще|plus|más)\s*$/iu.test(raw));
  if (!more && !(matches(e, "button, [role=button], summary, a") && hides(e))) return false;
  if (!matches(e, pressable) && getComputedStyle(e).cursor !== "pointer") return false;
  return safe(e) && inContent(e, marked);
}

// hides is true if e says that it controls a text which is not shown now.
function hides(e) {
  if (attribute(e, "aria-expanded") !== "false") return false;
  const id = (attribute(e, "aria-controls") || "").trim();
  if (!id || /\s/.test(id)) return false;
  const target = all(document, "#" + CSS.escape(id), 1)[0];
  return !!target && !shown(target) && textContent(target).trim().length > 0 && !matches(target, furniture);
}

function press(i) {
  const e = folded[i];
  if (!e || !isConnected(e) || !safe(e) || attribute(e, "aria-expanded") === "true") return "";
  const said = label(e).slice(0, 40) || "?";
  act();
  click(e);
  return said;
}

// ---- consent walls

// stack gives what lies at a point, from the top down, through shadow roots.
function stack(x, y) {
  const out = [];
  const add = (list, depth) => {
    for (const e of list.slice(0, 12)) {
      const inner = shadowRoot(e);
      if (inner && depth < 5) add(atPointShadow(inner, x, y).filter(f => f !== e && holds(e, f)), depth + 1);
      out.push(e);
      if (out.length > 60) return;
    }
  };
  add(atPointDocument(document, x, y), 0);
  return out;
}

function floats(e) {
  const s = getComputedStyle(e);
  if (s.position === "fixed" || s.position === "sticky") return true;
  if (s.position === "absolute" && parseInt(s.zIndex, 10) > 0) return true;
  return matches(e, "dialog[open]");
}

const modal = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]";

// floating gives the elements on screen that lie over the page, topmost first.
function floating() {
  const found = new Set(), looked = new Set();
  for (const fy of [0.03, 0.15, 0.3, 0.5, 0.7, 0.85, 0.97]) {
    for (const fx of [0.04, 0.25, 0.5, 0.75, 0.96]) {
      for (const start of stack(innerWidth * fx, innerHeight * fy)) {
        for (let e = start, i = 0; e && i < 60 && !looked.has(e); e = up(e), i++) {
          looked.add(e);
          if (looked.size > 3000) return [...found];
          if (e !== body() && e !== page() && floats(e)) found.add(e);
        }
      }
    }
  }
  return [...found];
}

// about judges a text and its buttons: "" (of something else), "consent", or
// what it asks for besides.
function about(e, known) {
  const said = plain(text(e));
  if (said.length < 20 || said.length > 6000) return "";
  if (words.about.filter(w => w.test(said)).length < 3 || !words.about[0].test(said)) return "";
  if (!known && words.kitchen.test(said)) return "";
  if (all(e, "article, main, [role=main]", 20).some(a => text(a).length > 500)) return "";
  const buttons = all(e, pressable + ", input[type=submit]", 400).filter(b => shown(b));
  if (buttons.length > 80) return "";
  const labels = buttons.map(b => plain(label(b))).filter(l => l && l.length <= 80);
  if (all(e, "input[type=password], input[type=email], input[type=tel]", 20).some(i => shown(i))) return "a login or a form";
  if (labels.some(l => words.login.test(l))) return "a login";
  if (labels.some(l => words.pay.test(l))) return "payment or consent";
  if (words.age.test(said)) return "an age";
  if (!labels.some(l => words.answer.test(l) || words.reject.test(l))) return "";
  return "consent";
}

// little is true if e holds a small part of what the page says.
function little(e) {
  const own = plain(text(e)).length;
  return own <= 1500 || own * 2 < plain(textContent(body()).slice(0, 200000)).length;
}

// widen climbs from a dialog to the outermost element that holds nothing else:
// its backdrop goes with it.
function widen(e) {
  const own = plain(text(e)).length, media = "img, video, canvas, iframe, object";
  const pictures = all(e, media, 50).length;
  let best = e;
  for (let p = up(e), i = 0; p && p !== body() && p !== page() && i < 30; p = up(p), i++) {
    if (plain(text(p)).length > own + 20 || all(p, media, 60).length > pictures) break;
    if (floats(p) || p instanceof HTMLElement && shadowRoot(p)) best = p;
  }
  return best;
}

let wall = null, asked = new WeakSet();

// consent looks for one wall that was not dealt with yet, and for its button
// that consents to nothing. refuse presses that.
function consent() {
  for (const form of all(document, "form[action]", 50)) {
    if (asked.has(form) || !new RegExp(table.form).test(attribute(form, "action"))) continue;
    const b = all(form, "button, input[type=submit]", 50).find(b => shown(b) && words.reject.test(plain(label(b))));
    if (b) { asked.add(form); wall = {e: form, button: b}; return {what: "Google", done: "send", label: label(b).slice(0, 60)}; }
  }
  for (const p of table.platforms) {
    for (const e of all(document, p.root, 5)) {
      if (asked.has(e) || !seen(e)) continue;
      const frame = all(e, "iframe", 5).find(visible) || (e instanceof HTMLIFrameElement ? e : null);
      const verdict = about(e, true) || (frame && text(e).trim().length < 40 ? "frame" : "");
      if (!verdict || !little(e)) continue;
      return settle(e, e, p.name, verdict, p.reject, frame);
    }
  }
  const candidates = floating();
  for (const e of candidates) {
    if (asked.has(e) || candidates.some(c => c !== e && asked.has(c) && holds(c, e))) continue;
    if (candidates.some(c => c !== e && holds(e, c) && about(c, false) === "consent")) continue; // the inner one first
    const verdict = about(e, false);
    if (verdict && little(e)) return settle(e, widen(e), "a dialog", verdict, "", null);
  }
  for (const f of all(document, "iframe", 50)) {
    if (asked.has(f) || !visible(f)) continue;
    const names = ["id", "name", "title", "src"].map(n => attribute(f, n) || "").join(" ").slice(0, 2000);
    if (!words.frame.test(names)) continue;
    const e = floats(f) ? f : candidates.find(c => holds(c, f) && plain(text(c)).length < 40);
    if (e) return settle(e, e, "a dialog in a frame", "frame", "", f);
  }
  return {};
}

function settle(e, outer, what, verdict, reject, frame) {
  asked.add(e);
  asked.add(outer);
  if (verdict !== "consent" && verdict !== "frame") return {what, done: "left", label: verdict};
  wall = {e: outer, frame, button: verdict === "frame" ? null : refusal(e, reject)};
  if (verdict === "frame") return {what, done: "frame"};
  return wall.button ? {what, done: "press", label: label(wall.button).slice(0, 60)} : {what, done: "none"};
}

function refuse() {
  act();
  if (wall && wall.button && isConnected(wall.button)) click(wall.button);
}

// refusal finds the button that consents to nothing.
function refusal(e, selector) {
  if (selector) {
    const b = all(e, selector, 10).find(b => shown(b) && safe(b) && !words.pay.test(plain(label(b))));
    if (b) return b;
  }
  return all(e, pressable, 400).find(b => {
    const said = plain(label(b));
    return said.length <= 70 && words.reject.test(said) && shown(b) && safe(b);
  });
}

// inFrame is consent() for a frame that is a wall as a whole.
function inFrame() {
  const b = body();
  if (!b || about(b, true) !== "consent") return {};
  wall = {e: b, button: refusal(b, table.platforms.map(p => p.reject).filter(s => s).join(", "))};
  return wall.button ? {done: "press", label: label(wall.button).slice(0, 60)} : {};
}

const ownsFrame = frame => !!wall && wall.frame === frame;
const standing = () => !!wall && isConnected(wall.e) && seen(wall.e);

const hiddenBy = "data-archiver-hidden";

function hide(e, what = "consent") {
  if (!(e instanceof HTMLElement)) return false;
  act();
  inlineStyle(e).setProperty("display", "none", "important");
  setAttribute(e, hiddenBy, what);
  return true;
}

// hideWall puts the wall out of sight, and the empty curtains that it leaves. If
// another dialog stands there, they are its own and stay.
function hideWall() {
  if (!standing() || !little(wall.e) || !hide(wall.e)) return false;
  if (!others()) curtains().forEach(e => hide(e));
  return true;
}

const curtains = () => floating().filter(e => {
  const r = rectangle(e);
  return r.width * r.height > 0.7 * innerWidth * innerHeight && plain(text(e)) === "" &&
    all(e, "img, video, canvas, iframe, svg, input, object", 1).length === 0 &&
    !/url\(/.test(getComputedStyle(e).backgroundImage);
});

// others is true if something that is not a wall of consent still asks for
// attention: a login, a payment, an age. What it locks stays locked.
function others() {
  if (all(document, modal, 50).some(e => visible(e) && plain(text(e)) !== "")) return true;
  return floating().some(e => {
    const r = rectangle(e);
    return getComputedStyle(e).position === "fixed" && r.width * r.height > 0.2 * innerWidth * innerHeight && plain(text(e)) !== "";
  });
}

const locks = e => !!e && /hidden|clip/.test(getComputedStyle(e).overflowY);
const locked = () => locks(getter(Document, "documentElement")(document)) || locks(body());

// unlock lets the page scroll again.
function unlock() {
  const html = getter(Document, "documentElement")(document), b = body();
  const fixed = b && getComputedStyle(b).position === "fixed";
  const height = Math.max(scrollHeight(html), b ? scrollHeight(b) : 0);
  if (others() || !(fixed || locked() && height > innerHeight + 10)) return false;
  for (const e of [html, b]) {
    if (!locks(e)) continue;
    inlineStyle(e).setProperty("overflow", "visible", "important");
    inlineStyle(e).setProperty("height", "auto", "important");
  }
  if (fixed) inlineStyle(b).setProperty("position", "static", "important");
  return true;
}

const functions = {shade, given, writing, state, media, scrollStep, followed, scrollBack, putAway, readdress, unfold, press, consent, refuse, inFrame, ownsFrame,
  standing, hideWall, unlock, is: (list, s) => words[list].test(plain(s))};
for (const [name, f] of Object.entries(functions)) {
  functions[name] = (...args) => { documentRoots = null; return f(...args); };
}
Object.defineProperty(globalThis, "archiver", {value: functions});
})
