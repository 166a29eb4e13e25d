using System;

var c = $"Server={host};Password=«s3cr3t»;";
