using System;

var c = @"Server=db\x;Password=«s3cr3t»";
