using System;

var client = new Client("app", password: "«s3cr3t»");
