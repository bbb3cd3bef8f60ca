// Walks through the pages as an editor and as a researcher would, at one width, and
// tells what it saw as one JSON document. Each page is looked at by axe.
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const given = JSON.parse(readFileSync(0, 'utf8'));
const require = createRequire('file:///');
const { chromium } = require(given.playwright);
const axe = readFileSync(given.axe, 'utf8');
const seen = { pages: [], editor: {}, researcher: {}, strayed: [], faults: [] };

const browser = await chromium.launch({ executablePath: given.chrome, args: ['--no-sandbox'] });
const context = await browser.newContext({ viewport: { width: given.width, height: 900 }, colorScheme: given.scheme, acceptDownloads: true });
context.setDefaultTimeout(20000);
// Nothing but the two origins is ever asked.
await context.route('**', (route) => {
  const url = route.request().url();
  if ([given.pages, given.content].some((o) => url === o || url.startsWith(o + '/'))) return route.continue();
  seen.strayed.push(url);
  return route.abort();
});
const page = await context.newPage();
page.on('pageerror', (e) => seen.faults.push(String(e)));
page.on('console', (m) => { if (m.type() === 'error' && !m.text().includes('status of 4')) seen.faults.push(page.url() + ': ' + m.text()); });

let n = 0;
async function look(name) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false }));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  const file = `${given.shots}/${String(++n).padStart(2, '0')}-${name}-${given.width}-${given.scheme}.png`;
  await page.screenshot({ path: file, fullPage: true });
  seen.pages.push({ name, url: page.url(), title: await page.title(), checks: result.passes.length, wide, file,
    violations: result.violations.map((v) => v.id + ': ' + v.nodes.map((x) => x.target.join(' ')).slice(0, 3).join(', ')) });
}
// A click, or a key, that leads to another page ends before that page is there.
async function follow(act) {
  const there = page.waitForEvent('load');
  await act;
  await there;
}
const main = () => page.locator('main');
const fails = async () => page.locator('.badge.fail').count();

// The editor: which footnotes fail, why, and one that is accepted with a reason.
await page.goto(given.pages + '/');
await look('reports');
await follow(main().getByRole('link', { name: given.title }).click());
seen.editor.gate = await main().locator('.notice').first().innerText();
seen.editor.failing = await fails();
await look('report');
await follow(main().getByRole('link', { name: /fails/ }).first().click());
seen.editor.filtered = await fails();
await look('report-fails');
await follow(main().getByRole('link', { name: 'Evidence and timeline' }).first().click());
seen.editor.why = await main().locator('.notice').first().innerText();
await look('citation');
await follow(main().getByRole('link', { name: /Sign in/ }).click());
await look('signin');
await page.getByLabel('name').fill('An Editor');
await page.getByLabel('token').fill('not the token at all');
await follow(main().getByRole('button').click());
seen.editor.refused = await page.getByRole('alert').innerText();
await page.getByLabel('token').fill(given.token);
await follow(main().getByRole('button').click());
await look('accept');
const form = page.locator('form.accept');
await form.getByRole('button').click(); // without a reason
seen.editor.unreasoned = await form.isVisible();
await form.locator('textarea').fill('The archived copy is cited.');
await follow(form.getByRole('button').click());
await page.locator('#accepted').waitFor();
seen.editor.accepted = await page.locator('#accepted').innerText();
await look('accepted');
await page.goto(given.report);
seen.editor.left = await fails();

// The researcher: words, the timeline, the snapshot of a day, what changed, the bytes.
await follow(page.getByRole('link', { name: 'Search' }).first().click());
await page.locator('#q').fill(given.words);
await follow(page.locator('#q').press('Enter'));
seen.researcher.hits = await main().locator('mark').count();
await look('search');
await page.goto(given.changed);
await look('timeline');
seen.researcher.snapshots = await main().getByRole('link', { name: /^Snapshot/ }).count();
await follow(main().getByRole('link', { name: /^Snapshot/ }).last().click()); // the oldest
await page.locator('h1').waitFor();
seen.researcher.heading = await page.locator('h1').innerText();
seen.researcher.picture = await page.evaluate(async () => {
  const img = document.querySelector('.shot img');
  if (!img) return 0;
  img.loading = 'eager';
  await img.decode();
  return img.naturalWidth;
});
await look('snapshot');
await page.locator('#date').fill('2030-01-01');
const before = page.url();
await follow(main().locator('form[action$="/at"] button').click());
await page.waitForURL((u) => String(u) !== before);
seen.researcher.dated = await page.locator('h1').innerText();
const [download] = await Promise.all([page.waitForEvent('download'), main().locator('a[href*="/files/"][href$="/wacz"]').first().click()]);
seen.researcher.file = download.suggestedFilename();
seen.researcher.sha256 = createHash('sha256').update(readFileSync(await download.path())).digest('hex');
seen.researcher.told = await main().innerText().then((t) => t.includes(seen.researcher.sha256));
const replay = await page.locator('a[href*="/replay/"]').first().getAttribute('href');
await follow(page.getByRole('link', { name: /What changed|Compare|hanged/ }).first().click());
await look('diff');
seen.researcher.lost = await main().locator('del').count();
seen.researcher.gained = await main().locator('ins').count();
await page.locator('#side').check();
await follow(main().locator('form.ends button').click());
seen.researcher.compared = await page.evaluate(async () => {
  const img = document.querySelector('img[src*="diff.png"]');
  if (!img) return 0;
  img.loading = 'eager';
  await img.decode();
  return img.naturalWidth;
});
await look('diff-side');
await page.goBack();
await page.goto(given.changed);
await follow(main().getByRole('link', { name: /^Snapshot/ }).first().click());
await follow(main().locator('a[href$="/proof"]').first().click());
seen.researcher.proof = await main().innerText();
await look('proof');
if (given.viewer) {
  // Its worker is sometimes late for the first page, which stays empty then: a person
  // would load it again.
  let text = '';
  for (let i = 0; i < 4 && !text.includes(given.replayed); i++) {
    await page.goto(replay);
    for (let j = 0; j < 40 && !text.includes(given.replayed); j++) {
      await page.waitForTimeout(200);
      text = (await Promise.all(page.frames().map((f) => f.evaluate(() => document.body?.innerText ?? '').catch(String)))).join('\n');
    }
  }
  seen.researcher.replayed = text.includes(given.replayed);
  if (!seen.researcher.replayed) seen.faults.push('the replay shows: ' + text.slice(0, 500));
  await page.screenshot({ path: `${given.shots}/${String(++n).padStart(2, '0')}-replay-${given.width}-${given.scheme}.png` });
}
await browser.close();
console.log(JSON.stringify(seen));
