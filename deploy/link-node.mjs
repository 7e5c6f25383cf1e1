// After `npm ci`: puts the packaged Node on the PATH of npm scripts where npm did not.
// npm 10 removes node_modules/.bin/node again when it drops the packages of the other platforms,
// because all of them bring a `node` (seen with npm 10.9.9). May go when npm 10 is out of use.
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';

const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const windows = process.platform === 'win32';
const binary = `node_modules/${name}/bin/node${windows ? '.exe' : ''}`;
const link = `node_modules/.bin/node${windows ? '.cmd' : ''}`;

if (existsSync(binary) && !existsSync(link)) {
  if (windows) writeFileSync(link, `@"%~dp0..\\${name}\\bin\\node.exe" %*\r\n`);
  else symlinkSync(`../${name}/bin/node`, link);
}
