// Builds what the workspace serves: our scripts, and what others wrote, copied as it comes from its package.
// The result is committed, so that running Bedside needs no Node: node build.mjs [FOLDER]
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../src/bedside/site/static/bedside");
const fonts = "@fontsource-variable/atkinson-hyperlegible-next";

const entries = ["shell", "composer", "desk"].map((name) => join(here, "src", `${name}.js`)).filter(existsSync);
const copies = [
  ["@picocss/pico/css/pico.min.css", "pico.min.css"],
  ["@picocss/pico/LICENSE.md", "LICENSES/pico.txt"],
  ["htmx.org/dist/htmx.min.js", "htmx.min.js"],
  ["htmx.org/LICENSE", "LICENSES/htmx.txt"],
  ["@phosphor-icons/core/LICENSE", "LICENSES/phosphor-icons.txt"],
  [`${fonts}/LICENSE`, "LICENSES/atkinson-hyperlegible-next.txt"],
  ["prosemirror-view/LICENSE", "LICENSES/prosemirror.txt"],
  ["orderedmap/LICENSE", "LICENSES/orderedmap.txt"],
  ["rope-sequence/LICENSE", "LICENSES/rope-sequence.txt"],
  ["w3c-keyname/LICENSE", "LICENSES/w3c-keyname.txt"],
];
for (const name of await readdir(join(here, "node_modules", fonts, "files")))
  if (name.endsWith(".woff2")) copies.push([`${fonts}/files/${name}`, `fonts/${name}`]);

for (const [from, to] of copies) {
  await mkdir(dirname(join(out, to)), { recursive: true });
  await copyFile(join(here, "node_modules", from), join(out, to));
}
await build({
  absWorkingDir: here,
  entryPoints: entries,
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
});
