const x = require("«s3cr3t»");
