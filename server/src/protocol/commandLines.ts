/** What client and server both take for granted of the commands that a project starts. */

/** A program and its arguments, and nothing that a shell would read: no quotes, no `&&`, no `X=1` before it. */
export const PLAIN_COMMAND = /^[\w@%+:,./-]+(?: +[\w@%+=:,./-]+)*$/;

/** Scripts that a package manager runs by itself when it installs: nobody starts them by hand, and an installation must not need a vault. */
export const ON_INSTALL = /^(?:pre|post)?(?:install|uninstall|pack|publish|prepare)$|^prepublishOnly$/;
