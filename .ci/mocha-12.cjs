// Stryker's runner asks Mocha 12 for files without their ending, which is .cjs now.
require.extensions['.cjs'] = require.extensions['.js'];
