import { vitePreprocess } from '@astrojs/svelte';

const owners = new Map();

/** Class of a component's scoped styles: four characters where Svelte takes thirteen, since every element carries it. */
function cssHash({ hash, filename }) {
  const name = `s${hash(filename.replace(/^.*\/src\//, '')).slice(0, 3)}`;
  const owner = owners.get(name) ?? filename;
  if (owner !== filename)
    throw new Error(`${owner} and ${filename} would share the class ${name}; rename one of them.`);
  owners.set(name, owner);
  return name;
}

export default { preprocess: vitePreprocess(), compilerOptions: { cssHash, discloseVersion: false } };
