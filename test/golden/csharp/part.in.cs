using System;

var c = "Server=db;User Id=app;Password=«s3cr3t»;";
