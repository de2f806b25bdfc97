// Makes the picture of the demo in docs/: `npm run picture`, on a machine that has nothing else to do.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const demo = spawn('../sp4j', ['demo', '--web', '--json', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await new Promise((resolve) => createInterface(demo.stdout).on('line', (...first) => resolve(first)));
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 1070 } });
await page.goto(JSON.parse(line).url);

const press = (station, button) =>
    page.locator('.card', { hasText: station }).getByRole('button', { name: button }).click();

await pause(30_000);
await press('worker 2', /kill/i);
await press('subscriber 1', /slow/i);
await pause(20_000);
await page.screenshot({ path: '../docs/demo.png' });
await browser.close();
demo.kill();
