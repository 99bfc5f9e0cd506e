// Adds icons by name: node icons.mjs eyes hand-palm-fill. With --unused it lists those that no source names.
import { copyFile, readdir, readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, "node_modules/@phosphor-icons/core/assets");
const source = join(here, "../src/bedside");
const icons = join(source, "site/icons");
const names = process.argv.slice(2);

if (names[0] === "--unused") {
  let text = "";
  for (const entry of await readdir(source, { recursive: true }))
    if ([".html", ".py"].includes(extname(entry))) text += await readFile(join(source, entry), "utf8");
  for (const entry of await readdir(join(here, "src"))) text += await readFile(join(here, "src", entry), "utf8");
  for (const file of await readdir(icons))
    if (file.endsWith(".svg") && !text.includes(`"${file.slice(0, -4)}"`)) console.log(file.slice(0, -4));
} else {
  for (const name of names) {
    const style = /-(fill|bold)$/.exec(name)?.[1] ?? "regular";
    await copyFile(join(assets, style, `${name}.svg`), join(icons, `${name}.svg`));
  }
}
