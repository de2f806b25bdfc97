// Runs all tests in a folder with node:test: "node tools/test.mjs FOLDER". Node 20 takes no types, so esbuild takes them out.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

const [folder] = process.argv.slice(2);
const target = join('target', folder.replaceAll('/', '-'));
const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
rmSync(target, { recursive: true, force: true });
await build({
    entryPoints: tests.map((name) => join(folder, name)),
    outdir: target,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
});
const files = tests.map((name) => join(target, `${basename(name, '.ts')}.mjs`));
const reporter = process.env.CI ? 'spec' : 'dot';
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', `--test-reporter=${reporter}`, ...files], {
    stdio: 'inherit',
});
process.exit(run.status ?? 1);
