/** A text as part of a regular expression that finds just this text. Names of a hostile file may hold any sign: Scala and Kotlin take all of them in back quotes. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
