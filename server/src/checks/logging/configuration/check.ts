import type { Document } from '../../../base/document';
import { effectiveLanguage } from '../../../syntax/languages';
import type { LoggingCandidate } from '../model/candidate';
import { checkAnsible } from './ansible';
import { checkCompose } from './compose';
import { checkDockerfile } from './dockerfile';
import { checkJenkins } from './jenkins';
import { checkSteps, languagesOf } from './steps';
import { checkTerraform } from './terraform';

/** A kind of configuration that can write a secret to a log. */
export type Configuration = 'pipeline' | 'ansible' | 'dockerfile' | 'terraform' | 'jenkins' | 'compose';

/** Where a pipeline or a play is kept; other YAML is data. */
const WORKFLOW = /(?:^|\/)\.(?:github|gitea|forgejo)\/(?:workflows|actions)\/|(?:^|\/)action\.ya?ml$/;
const OTHER_PIPELINES =
  /(?:^|\/)\.?gitlab-ci[\w.-]*\.ya?ml$|(?:^|\/)\.gitlab\/|(?:^|\/)(?:bitbucket-pipelines|\.circleci\/config|\.drone|\.travis)[\w.-]*\.ya?ml$/;

const AZURE = /(?:^|\/)azure-pipelines[\w.-]*\.ya?ml$|(?:^|\/)\.azure(?:-pipelines|devops)?\//;
const JENKINS = /(?:^|\/)Jenkinsfile[\w.-]*$|\.jenkinsfile$/i;
const COMPOSE = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/;

/** What a document configures, by its name and language; undefined for everything else. Of YAML the content has the last word. */
export function configurationOf(document: Pick<Document, 'uri' | 'languageId'>): Configuration | undefined {
  const language = effectiveLanguage(document);
  if (JENKINS.test(document.uri)) return 'jenkins';
  if (COMPOSE.test(document.uri)) return 'compose';
  if (language === 'dockerfile') return 'dockerfile';
  if (language === 'terraform' || language === 'hcl') return 'terraform';
  if (!/ya?ml|github-actions-workflow|ansible/.test(language)) return undefined;
  return WORKFLOW.test(document.uri) || OTHER_PIPELINES.test(document.uri) || AZURE.test(document.uri) || language === 'github-actions-workflow'
    ? 'pipeline'
    : 'ansible';
}

/** A workflow may lie anywhere, as a template or a sample. */
const isWorkflow = (text: string): boolean => /^jobs:[ \t]{0,200}\r?$/m.test(text) && /^[ \t]{1,200}runs-on:/m.test(text);

/** Documents whose grammars the scripts within a document are read with; none where it holds none, or nothing that is logged. */
export function scriptsWithin(document: Document): readonly Document[] {
  const configures = configurationOf(document);
  if (configures !== 'pipeline' && !(configures === 'ansible' && isWorkflow(document.text))) return [];
  return mayLogInConfiguration(document.text) ? languagesOf(document, AZURE.test(document.uri)) : [];
}

const MAY = /secret|password|passwd|token|api_?key|credential|private|auth|\becho\b|\boutput\b|no_log/i;

/** False where nothing in the text can be a finding of configuration. */
export const mayLogInConfiguration = (text: string): boolean => MAY.test(text);

/** Where configuration writes a secret to a log or leaves it unmarked. Synchronous, linear, no I/O. */
export function checkConfiguration(document: Document): readonly LoggingCandidate[] {
  switch (configurationOf(document)) {
    case 'pipeline':
      return checkSteps(document, AZURE.test(document.uri));
    case 'jenkins':
      return checkJenkins(document.text);
    case 'compose':
      return checkCompose(document.text);
    case 'ansible':
      return isWorkflow(document.text) ? checkSteps(document, false) : checkAnsible(document.text);
    case 'dockerfile':
      return checkDockerfile(document.text);
    case 'terraform':
      return checkTerraform(document.text);
    case undefined:
      return [];
  }
}
