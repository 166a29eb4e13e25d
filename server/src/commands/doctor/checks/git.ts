import { displayText } from '../../../base/display';
import { Git } from '../../../base/system/git';
import { t } from '../../../base/l10n';
import { driverState } from '../../merging/install';
import { shellCommand, shellWord } from '../../shellWord';
import { type Looked, notTrusted, type Patient, type Problem, vaultFiles } from '../check';

/** Names of files that hold secrets in clear by their very purpose. */
const DOTENV = /^\.env(?:\.[\w-]+)*$/;
const EXAMPLE = /\.(?:example|sample|template|tmpl|dist|defaults|schema)$/i;
const KEYS = /^(?:id_(?:rsa|dsa|ecdsa|ed25519)|.*\.agekey|tacit\.env\.local\.yaml)$|\.(?:p12|pfx|jks|keystore)$/i;
/** SOPS's own key file, by its usual place. */
const AGE_KEYS = /(?:^|\/)age\/keys?\.txt$/;
/** Most files named one by one. */
const MOST = 20;

const holdsSecrets = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (DOTENV.test(name) && !EXAMPLE.test(name)) || KEYS.test(name) || AGE_KEYS.test(path);
};

/** What git has that it should not. */
export async function checkTracked({ workbench }: Patient): Promise<Looked> {
  const { root, trusted } = workbench.project;
  if (!trusted) return notTrusted();
  const listed = await (await Git.open(root))?.run(['ls-files', '-z']);
  if (listed === undefined) return { because: t('this is no git repository') };
  const found = listed.toString('utf8').split('\0').filter(holdsSecrets);
  return found.slice(0, MOST).map((path) => ({
    level: 'warning',
    text: t('git has {0}, which is a place for secrets.', displayText(path)),
    mend: t('git rm --cached {0}, name it in .gitignore, and rotate what was in it: it stays in the history.', shellWord(path)),
  }));
}

/** Whether two branches of a vault file can be merged (THREATS 43). */
export async function checkMergeDriver(patient: Patient): Promise<Looked> {
  if (!patient.workbench.project.trusted) return notTrusted();
  const state = await driverState(patient.context, patient.workbench);
  if (state === undefined) return { because: t('this is no git repository') };
  if ((await vaultFiles(patient)).length === 0) return [];
  const mend = shellCommand('tacit', 'merge-driver', '--install');
  const problems: Problem[] = [];
  if (state.command === undefined)
    problems.push({ level: 'warning', text: t('git of this clone does not know how to merge vault files: every merge of two changes conflicts.'), mend });
  else if (!state.current)
    problems.push({ level: 'warning', text: t('git merges vault files by another program than this one: {0}', displayText(state.command)), mend });
  if (state.missing.length > 0)
    problems.push({ level: 'warning', text: t('.gitattributes does not say which files are vaults: {0}', displayText(state.missing.join(', '))), mend });
  return problems;
}
