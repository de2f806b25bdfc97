// Makes the demo's page out of web/demo/src and puts it where sp4j-cli serves it from; that is committed, so that nobody needs Node to
// see the page. With --check it changes nothing and fails if what is committed is not what the sources make.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = 'demo/src';
const target = '../sp4j-cli/src/main/resources/io/sp4j/cli/demo/web/page';
const clientBudget = 18 * 1024;

async function bundle(entry, options) {
    const made = await build({
        entryPoints: [entry],
        bundle: true,
        minify: true,
        write: false,
        target: 'es2022',
        format: 'esm',
        legalComments: 'none',
        logLevel: 'warning',
        ...options,
    });
    return made.outputFiles[0].text;
}

const page = {
    'index.html': readFileSync(join(source, 'index.html'), 'utf8'),
    'favicon.svg': readFileSync(join(source, 'favicon.svg'), 'utf8'),
    'page.css': await bundle(join(source, 'page.css')),
    'page.js': await bundle(join(source, 'page.ts')),
};
const client = await bundle('client/src/index.ts');

function isCurrent([name, text]) {
    try {
        return readFileSync(join(target, name), 'utf8') === text;
    } catch {
        return false;
    }
}

const stale = Object.entries(page).filter((file) => !isCurrent(file));
if (client.length > clientBudget) {
    console.error(`@sp4j/client has ${client.length} bytes, more than ${clientBudget}`);
    process.exitCode = 1;
}
if (!process.argv.includes('--check')) {
    mkdirSync(target, { recursive: true });
    stale.forEach(([name, text]) => writeFileSync(join(target, name), text));
    console.log(`the page has ${Object.values(page).join('').length} bytes, the client ${client.length}`);
} else if (stale.length > 0) {
    console.error(
        `not what the sources make: ${stale.map(([name]) => name).join(', ')}; run "npm run build" in web/ and commit`,
    );
    process.exitCode = 1;
}
