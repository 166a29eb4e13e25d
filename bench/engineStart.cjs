// Prints how many milliseconds a running Node needs from loading the check to its first result. The bundle's path is its argument.
const from = performance.now();
const { checkCredentials } = require(process.argv[2]);
checkCredentials({ uri: 'file:///a.ts', version: 0, languageId: 'typescript', text: `const password = "${'Kw7rub'}Qx2pz";\n` });
process.stdout.write(String(performance.now() - from));
