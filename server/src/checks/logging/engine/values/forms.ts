import type { Find } from '../lookups/lookups';
import { indexWithin } from '../lookups/indexWithin';

/*
 * What a person typed into a form of a page: formik's and react-hook-form's values, antd's fields. They hold a secret where the file declares a field for
 * one.
 */

/** Calls that give all values of a form, where nothing is asked for by name, and one of them where it is. */
export const givesForm = (callee: string): boolean => /^(?:getValues|getFieldsValue|useWatch|watch|getRawValue|validateFields)$/.test(callee);
/** Members and parameters that hold them. */
export const holdsForm = (name: string): boolean => /^(?:values|formValues|formData|formState)$/.test(name);
/** What stands in every file that has such a form. */
export const HAS_FORM = /\buseForm(?:ik)?\b|\binitialValues\b|\bdefaultValues\b|<Formik\b|\bForm\.useForm\b|\bFormBuilder\b/;

/** What declares fields: a map of their first values, a type, one field by its name. */
export const FORM_WORDS: readonly string[] = ['initialValues', 'defaultValues', 'useForm<', 'register('];
const LONGEST = 500;
const FIELD = /["'`]?([A-Za-z_][\w-]{1,60})["'`]?\s?\??\s?[:,}]/g;

/** The first secret field that a word declares: `initialValues: { email: '', password: '' }`, `register('password')`. */
export const secretField =
  (word: string): Find<string | undefined> =>
  ({ model: { text }, judge }, start, end, into) => {
    for (let at = indexWithin(text, word, start, end), seen = 0; at !== -1 && seen < 40; at = indexWithin(text, word, at + word.length, end), seen++) {
      const behind = text.slice(at + word.length, at + word.length + LONGEST);
      const written = word === 'register(' ? /^\s?["'`][\w.]{1,60}["'`]/.exec(behind)?.[0] : /^[\s:={(<]{0,12}\{[^{}]{1,400}\}/.exec(behind)?.[0];
      if (written === undefined) continue;
      const names = word === 'register(' ? [written.replace(/\W/g, '')] : [...written.matchAll(FIELD)].map(([, name = '']) => name);
      const secret = names.find((name) => judge(name) === 'secret');
      if (secret === undefined) continue;
      into.place(at - 1, at + word.length + written.length + 1);
      return secret;
    }
    return undefined;
  };
