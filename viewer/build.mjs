// Build: one script and one style sheet for each page, into the Python package. A Python user never needs Node.
import { build, context } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const options = {
  entryPoints: ["viewer", "explorer", "editor", "home"].map((page) => here(`src/pages/${page}.tsx`)),
  outdir: here("../src/skypact/report/web"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome110", "firefox113", "safari16.4"], // DecompressionStream
  charset: "utf8",
  legalComments: "eof",
  loader: { ".json": "json" },
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "info",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await build(options);
}
