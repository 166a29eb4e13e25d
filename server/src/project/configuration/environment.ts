import { basename, dirname, join } from 'node:path';
import { fail } from '../../base/errors';
import { environmentsOf } from '../manifest/manifests';
import type { Project } from '../project';

/**
 * The project as one environment sees it: its manifest is the overlay `tacit.env.<environment>.yaml`. Throws `ArgumentInvalid` for one that
 * neither `tacit.json` nor an overlay names: a slip of the pen must not make an environment.
 */
export async function inEnvironment(project: Project, environment: string): Promise<Project> {
  if (!(await environmentsOf(project)).includes(environment)) return fail({ code: 'ArgumentInvalid', argument: '--environment' });
  const name = basename(project.manifestPath).replace(/\.yaml$/, `.${environment}.yaml`);
  return { ...project, environment, manifestPath: join(dirname(project.manifestPath), name) };
}

/** What `tacit.json` says of where new secrets go: the name of a suggested store (absent: the embedded one) and the template of their path. */
export function placesOf({ config, environment }: Project): { readonly store?: string; readonly pathTemplate: string } {
  const { pathTemplate } = config;
  return { pathTemplate, ...(environment === undefined ? {} : config.environmentPlaces.get(environment)) };
}
