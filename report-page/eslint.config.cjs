// CommonJS, so that the packages may lie outside the source tree (NODE_PATH).
'use strict';

const js = require('@eslint/js');
const globals = require('globals');

const markup = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'write', 'writeln'];

module.exports = [
  js.configs.recommended,
  {
    files: ['**/*.js'],
    languageOptions: {globals: globals.browser, ecmaVersion: 2022},
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-shadow': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      // What people name a symbol must stay text.
      'no-restricted-properties': [
        'error',
        ...markup.map((property) => ({property, message: 'Build nodes, not markup.'})),
      ],
    },
  },
];
