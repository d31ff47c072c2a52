// Builds what `web` serves: one style sheet, one file per script entry, one icon sprite, the poster fonts.
// What is not written yet is passed over with a line, so that each part can be built alone.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const web = "src/wugong/web";
const out = join(web, "static/web");
const fonts = join(web, "fonts");
const fontPackage = "node_modules/@expo-google-fonts/noto-sans-sc";
const outlines = "node_modules/@tabler/icons/icons/outline";

const shared = { bundle: true, minify: true, logLevel: "info", target: ["chrome87", "safari14.1", "firefox88"] };

function readable(path) {
  if (existsSync(path)) return true;
  console.log(`  passed over: ${path} is not there`);
  return false;
}

async function styles() {
  const pages = join(web, "styles/pages"); // sheets that only some pages load
  const entryPoints = [join(web, "styles/app.css"), ...readdirSync(pages).map((name) => join(pages, name))].filter(readable);
  await build({ ...shared, entryPoints, outdir: out, entryNames: "[name]", external: ["*.svg", "*.woff2"] });
}

async function scripts() {
  const folder = join(web, "scripts");
  if (!readable(folder)) return;
  const entryPoints = readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => join(folder, name));
  if (entryPoints.length === 0) return;
  await build({ ...shared, entryPoints, outdir: out, format: "iife" });
}

function symbol(name) {
  const drawing = readFileSync(join(outlines, `${name}.svg`), "utf8");
  const shapes = drawing
    .slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"))
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/\s+/g, " ")
    .trim();
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}

function icons() {
  const list = join(web, "icons.txt");
  if (!readable(list)) return;
  const names = readFileSync(list, "utf8").split("\n").map((line) => line.trim());
  const symbols = [...new Set(names)].filter((name) => name && !name.startsWith("#")).sort().map(symbol);
  const head = '<svg xmlns="http://www.w3.org/2000/svg"><!-- Tabler outline icons, MIT -->';
  writeFileSync(join(out, "icons.svg"), `${head}\n${symbols.join("\n")}\n</svg>\n`);
  console.log(`  ${join(out, "icons.svg")}  ${symbols.length} icons`);
}

// The map comes in the parts that need neither evaluated code nor blobs; its source maps stay behind.
function map() {
  const parts = { "maplibre-gl-csp.js": "maplibre.js", "maplibre-gl-csp-worker.js": "maplibre-worker.js", "maplibre-gl.css": "maplibre.css" };
  for (const [from, to] of Object.entries(parts)) {
    const text = readFileSync(join("node_modules/maplibre-gl/dist", from), "utf8");
    writeFileSync(join(out, to), text.replace(/^\/\/# sourceMappingURL=.*$/m, ""));
  }
  console.log(`  ${out}  the map in ${Object.keys(parts).length} parts`);
}

function posterFonts() {
  for (const weight of ["400Regular", "700Bold"]) {
    const name = `NotoSansSC_${weight}.ttf`;
    copyFileSync(join(fontPackage, weight, name), join(fonts, name));
  }
  copyFileSync(join(fontPackage, "LICENSE_FONT"), join(fonts, "LICENSE_FONT.txt"));
  console.log(`  ${fonts}  two weights`);
}

mkdirSync(out, { recursive: true });
mkdirSync(fonts, { recursive: true });
await Promise.all([styles(), scripts()]);
icons();
map();
posterFonts();
