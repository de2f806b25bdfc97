import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { Demo } from './demo.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const absent = existsSync(executablePath) ? false : `${executablePath} is not there (Debian: chromium)`;
const pictures = 'target/screenshots';
const HANG = 60_000;

describe('the page of the demo', { skip: absent, timeout: 4 * HANG }, () => {
  let demo: Demo;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    demo = await Demo.start();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });

  after(async () => {
    await browser.close();
    await demo.stop();
  });

  beforeEach(() => {
    complaints = [];
  });

  afterEach(async () => {
    await page.context().close();
    assert.deepEqual(complaints, []);
  });

  async function open(options: BrowserContextOptions = {}): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1360, height: 1000 }, ...options });
    page = await context.newPage();
    page.setDefaultTimeout(HANG);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        complaints.push(message.text());
      }
    });
    await page.goto(demo.url);
    await page.getByText('connected', { exact: true }).waitFor();
    await page.locator('.card').first().waitFor();
  }

  const card = (id: string) => page.locator(`[data-node="${id}"]`);

  /** Waits until a text is another one than it is now. */
  async function changes(selector: string): Promise<void> {
    const before = await page.locator(selector).textContent();
    await page.waitForFunction(
      ([where, old]) => document.querySelector(where!)?.textContent !== old,
      [selector, before],
    );
  }

  async function state(id: string, wanted: 'up' | 'down' | 'slow'): Promise<void> {
    await page.locator(`[data-node="${id}"][data-state="${wanted}"]`).waitFor();
  }

  async function screenshot(name: string): Promise<void> {
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  }

  test('shows all stations, and figures that change', async () => {
    await open();
    assert.equal(await page.locator('.card').count(), 14);
    assert.equal(await page.locator('.card[data-state="up"]').count(), 14);
    for (const lane of ['work', 'news', 'questions']) {
      await changes(`[data-lane="${lane}"] .sum`);
    }
    await changes('#feed');
  });

  test('draws messages that move', async () => {
    await open();
    const picture = () =>
      page.evaluate(() => document.querySelector<HTMLCanvasElement>('[data-lane="work"] .wires')!.toDataURL());
    const before = await picture();
    await page.waitForFunction(
      (old) => document.querySelector<HTMLCanvasElement>('[data-lane="work"] .wires')!.toDataURL() !== old,
      before,
    );
  });

  test('kills a worker and starts it again, slows a subscriber down', async () => {
    await open();
    await page.getByRole('button', { name: 'Kill worker 2' }).click();
    await state('worker-2', 'down');
    await page.getByRole('button', { name: 'Slow subscriber 1' }).click();
    await state('subscriber-1', 'slow');
    await card('subscriber-1').getByText('dropped').waitFor();
    await page.getByRole('log').getByText('worker 2 was killed').waitFor();
    await screenshot('light');
    await page.getByRole('button', { name: 'Start worker 2' }).click();
    await state('worker-2', 'up');
    await page.getByRole('button', { name: 'Reset' }).click();
    await state('subscriber-1', 'up');
  });

  test('works with the keyboard', async () => {
    await open();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'pause');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('1');
    await page.locator('input[value="100"]:checked').waitFor({ state: 'attached' });
    await page.keyboard.press('2');
    await page.locator('input[value="1000"]:checked').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Kill worker 1' }).focus();
    await page.keyboard.press('Space');
    await state('worker-1', 'down');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Start');
    await page.keyboard.press('r');
    await state('worker-1', 'up');
  });

  test('follows the theme of the system, until another is chosen', async () => {
    await open({ colorScheme: 'dark' });
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await background();
    await screenshot('dark');
    await page.getByRole('button', { name: 'Switch to light' }).click();
    assert.notEqual(await background(), dark);
    await page.reload();
    await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
    await page.keyboard.press('t');
    assert.equal(await background(), dark);
  });

  for (const width of [360, 768]) {
    test(`fits a screen ${width} pixels wide`, async () => {
      await open({ viewport: { width, height: 740 }, deviceScaleFactor: 2 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll('.card')]
          .filter((one) => one.scrollWidth > one.clientWidth)
          .map((one) => one.textContent),
      );
      assert.deepEqual(outside, []);
      await screenshot(`width-${width}`);
    });
  }

  test('moves nothing for those who do not want motion, and still shows figures', async () => {
    await open({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await changes('[data-node="worker-1"] .rate');
    await screenshot('still');
  });

  test('everything that can be pressed has a name, and every picture too', async () => {
    await open();
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll('button, input, canvas')]
        .filter((one) => !one.getAttribute('aria-label') && !one.textContent && !one.closest('label, [aria-hidden]'))
        .filter((one) => one.getAttribute('aria-hidden') !== 'true')
        .map((one) => one.outerHTML),
    );
    assert.deepEqual(nameless, []);
  });

  test('survives a restart of the demo', async () => {
    await open();
    const { port } = demo;
    await demo.stop();
    await page.getByText('connection lost, dialing again').waitFor();
    complaints = [];
    demo = await Demo.start(port);
    await page.getByText('connected', { exact: true }).waitFor();
    await changes('[data-lane="work"] .sum');
    await page.getByRole('button', { name: 'Kill worker 3' }).click();
    await state('worker-3', 'down');
    // Browsers log connections that are refused, whatever the page does about them.
    complaints = complaints.filter((text) => !text.startsWith('WebSocket connection to'));
  });
});
