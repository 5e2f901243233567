// Builds static/dist: one stylesheet with the KERN rules that are used and our own layer,
// and the fonts, split by script so that a page loads only the letters it shows.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const dist = "static/dist";
const fonts = "node_modules/@fontsource/fira-sans";
const weights = ["400", "500", "600"];
const scripts = ["latin", "latin-ext", "cyrillic"];

rmSync(dist, { recursive: true, force: true });
mkdirSync(`${dist}/fonts`, { recursive: true });

const faces = [];
for (const script of scripts) {
  for (const weight of weights) {
    const css = readFileSync(`${fonts}/${script}-${weight}.css`, "utf8");
    const file = `fira-sans-${script}-${weight}-normal.woff2`;
    cpSync(`${fonts}/files/${file}`, `${dist}/fonts/${file}`);
    faces.push(
      css
        .replace(/url\([^)]*\.woff\)[^,;]*,?/g, "")
        .replace(/url\([^)]*\.woff2\)/, `url(fonts/${file})`)
        .replace(/,\s*;/g, ";"),
    );
  }
}

// for paper: whole fonts, as typst wants them
mkdirSync(`${dist}/print`);
const google = "node_modules/@expo-google-fonts";
for (const [folder, name, cuts] of [
  ["fira-sans", "FiraSans", ["400Regular", "500Medium", "600SemiBold"]],
  ["noto-sans-arabic", "NotoSansArabic", ["400Regular", "600SemiBold"]],
]) {
  for (const cut of cuts) {
    const file = `${name}_${cut}.ttf`;
    cpSync(`${google}/${folder}/${cut}/${file}`, `${dist}/print/${file}`);
  }
}

const own = readdirSync("static/css").filter((name) => name.endsWith(".css")).sort();
// Macros build some class names from a word ("kern-icon--" and "search"), so each word counts
// for the class it may become.
const built = ["kern-icon--", "kern-badge--", "kern-alert--", "kern-btn--", "kern-form-check__"];
const words = (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [];
const [kern] = await new PurgeCSS().purge({
  content: ["templates/**/*.html", "wirworkshops/**/*.py"],
  defaultExtractor: (text) => words(text).flatMap((word) => [word, ...built.map((stem) => stem + word)]),
  css: ["node_modules/@kern-ux/native/dist/kern.css"],
  // the rules that bring the theme to the components begin with :is(body, …)
  safelist: { greedy: [/data-kern-theme/, /^:is$/] },
  variables: false,
});
const ranges = readFileSync(`${fonts}/unicode.json`, "utf8");
const layers = own.map((name) => readFileSync(`static/css/${name}`, "utf8"));
const { code } = transform({
  filename: "app.css",
  code: Buffer.from([faces.map((face) => withRange(face)).join("\n"), kern.css, ...layers].join("\n")),
  minify: true,
});
writeFileSync(`${dist}/app.css`, code);
console.log(`static/dist/app.css: ${Math.round(code.length / 1024)} kB`);

function withRange(face) {
  const script = scripts.findLast((name) => face.includes(`-${name}-`) && !face.includes(`-${name}-ext-`));
  const range = JSON.parse(ranges)[script];
  return face.includes("unicode-range") || !range ? face : face.replace(/}\s*$/, `unicode-range: ${range};\n}`);
}
