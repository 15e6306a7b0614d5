// SPDX-License-Identifier: EUPL-1.2
//
// Keep what the site uses of the style sheets that scripts/vendor fetched: the components that a template names, and the
// tokens that these and our own style sheets ask for, directly or by way of another token. Called by scripts/vendor:
//
//   node scripts/needed_styles.mjs <folder with purgecss>
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { PurgeCSS } = createRequire(`${process.argv[2]}/`)('purgecss');
const site = 'src/regiodag';
const fetched = [`${site}/static/vendor/voorbeeld/theme.css`, `${site}/static/vendor/utrecht/components.css`];
const ours = readdirSync(`${site}/static/look`).filter((name) => name.endsWith('.css')).map((name) => `${site}/static/look/${name}`);

// All as one sheet, as a token that one of them gives is asked for in another; a rule tells where the next begins.
const between = '.next-sheet{--next-sheet:0;color:var(--next-sheet)}';
const sheets = [...fetched, ...ours].map((path) => readFileSync(path, 'utf8').replace('@charset "UTF-8";', ''));
const [result] = await new PurgeCSS().purge({
  content: [`${site}/**/*.html`, `${site}/**/*.py`, `${site}/static/scripts/*.js`],
  css: [{ raw: sheets.join(`\n${between}\n`) }],
  variables: true,
  safelist: ['voorbeeld-theme', 'regiodag-theme', 'next-sheet'],
});
const kept = result.css.split(between);
fetched.forEach((path, index) => {
  const tidy = kept[index].replace(/\/\*(?!\*)[^]*?\*\//g, '').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();
  writeFileSync(path, `${tidy}\n`);
});
