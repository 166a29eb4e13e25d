import { describe, expect, it } from 'vitest';
import { scriptLanguage } from '../../server/src/syntax/languages';
import { scriptsOf } from '../../server/src/syntax/scripts';

describe('a file without an extension', () => {
  it.each([
    ['#!/bin/sh\n', 'shellscript'],
    ['#!/usr/bin/env bash\n', 'shellscript'],
    ['#!/bin/bash -eu\r\n', 'shellscript'],
    ['#! /usr/bin/python3.11\n', 'python'],
    ['#!/usr/bin/env -S python3 -u\n', 'python'],
    ['#!/usr/bin/env node\n', 'javascript'],
    ['#!/opt/ruby/bin/ruby2.7 -w\n', 'ruby'],
    ['#!/usr/bin/php\n', 'php'],
    ['#!/usr/bin/env pwsh\n', 'powershell'],
    ['#!/usr/bin/perl\n', undefined],
    ['#!/bin/shadow\n', undefined],
    ['# !/bin/sh\n', undefined],
    ['#!', undefined],
    ['', undefined],
  ])('begins with %j', (head, language) => expect(scriptLanguage(head)).toBe(language));

  it('has its language by its first line where its name says nothing', () => {
    const text = '#!/bin/sh\necho x\n';
    const of = (name: string, languageId: string): string => scriptsOf({ uri: `file:///work/${name}`, version: 1, languageId, text }).languageId;
    expect(of('bin/deploy', 'plaintext')).toBe('shellscript');
    expect(of('deploy.py', 'python')).toBe('python');
    expect(of('Dockerfile', 'dockerfile')).toBe('dockerfile');
  });
});
