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
  for (const folder of [source, join(here, "src")])
    for (const entry of await readdir(folder, { recursive: true }))
      if ([".html", ".py"].includes(extname(entry)) || (folder !== source && extname(entry) === ".js"))
        text += await readFile(join(folder, entry), "utf8");
  for (const file of await readdir(icons))
    if (file.endsWith(".svg") && !new RegExp(`["'\`]${file.slice(0, -4)}["'\`]`).test(text)) console.log(file.slice(0, -4));
} else {
  for (const name of names) {
    const style = /-(fill|bold)$/.exec(name)?.[1] ?? "regular";
    await copyFile(join(assets, style, `${name}.svg`), join(icons, `${name}.svg`));
  }
}
