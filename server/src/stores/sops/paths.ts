/** A key as a segment of `SecretAddress.path`: `/` and `%` are percent-encoded. */
export const encodeSegment = (key: string): string => key.replace(/[%/]/g, (character) => (character === '%' ? '%25' : '%2F'));

export const decodeSegment = (segment: string): string => segment.replace(/%(25|2[Ff])/g, (_whole, code: string) => (code === '25' ? '%' : '/'));

export const joinPath = (folder: string, key: string): string => (folder === '' ? encodeSegment(key) : `${folder}/${encodeSegment(key)}`);
